import { expect, it } from "vitest";
import { momentOf, QUEUES, queueOf } from "./queues";

it("shows in each queue the moment that orders it", () => {
  expect(QUEUES.map(momentOf)).toEqual([
    "noticeDueAt",
    "dueAt",
    "dueAt",
    "dueAt",
    "dueAt",
    "submittedAt",
    "correctionAskedAt",
    "submittedAt",
    "concludedAt",
    "verifiedAt",
    "concludedAt",
    "deliveredAt",
  ]);
  expect([queueOf("1"), queueOf("9"), queueOf("0"), queueOf("w"), queueOf("j")]).toEqual([
    "NOTICE_DUE",
    "UNVERIFIED",
    "UNDELIVERED",
    "DELIVERED_FIRST",
    undefined,
  ]);
});
