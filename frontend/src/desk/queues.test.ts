import { expect, it } from "vitest";
import type { DeskRowFragment } from "../gql/graphql";
import { momentOf, moved, QUEUES, queueOf } from "./queues";

const rows = [{}, {}] as DeskRowFragment[];

it("moves down and up, and stays at the ends", () => {
  expect(moved(-1, "j", rows)).toBe(0);
  expect(moved(1, "j", rows)).toBe(1);
  expect(moved(0, "k", rows)).toBe(0);
  expect(moved(1, "k", rows)).toBe(0);
  expect(moved(-1, "j", [])).toBe(-1);
});

it("shows in each queue the moment that orders it", () => {
  expect(QUEUES.map(momentOf)).toEqual([
    "dueAt",
    "dueAt",
    "dueAt",
    "dueAt",
    "submittedAt",
    "correctionAskedAt",
    "concludedAt",
    "verifiedAt",
    "concludedAt",
    "deliveredAt",
  ]);
  expect([queueOf("1"), queueOf("9"), queueOf("0"), queueOf("j")]).toEqual([
    "DUE_TODAY",
    "UNREGISTERED",
    "DELIVERED_FIRST",
    undefined,
  ]);
});
