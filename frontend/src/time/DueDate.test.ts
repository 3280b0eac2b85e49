import { expect, it } from "vitest";
import { isBeyond } from "./DueDate";

it("takes the end of the last published day for published", () => {
  const moments = ["2026-12-31T17:00:00+08:00", "2027-01-01T00:00:00+08:00", "2027-01-04T17:00:00+08:00", null];
  expect(moments.map((at) => isBeyond(at, "2026-12-31"))).toEqual([false, false, true, false]);
});
