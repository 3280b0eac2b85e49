import { expect, it } from "vitest";
import { momentOf, QUEUES, queueOf } from "./queues";

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
    "noticeDueAt",
    "submittedAt",
  ]);
  expect([queueOf("1"), queueOf("9"), queueOf("0"), queueOf("w"), queueOf("j")]).toEqual([
    "DUE_TODAY",
    "UNREGISTERED",
    "DELIVERED_FIRST",
    "BEYOND_GUIDE",
    undefined,
  ]);
});
