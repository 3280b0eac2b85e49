import { expect, it } from "vitest";
import { dayOf, wallVariables } from "./wallVariables";

it("asks for today and for the month so far", () => {
  expect(wallVariables("130300000000", "2026-11-26")).toEqual({
    code: "130300000000",
    from: "2026-11-26",
    to: "2026-11-26",
    cmpFrom: "2026-11-01",
    cmpTo: "2026-11-26",
    isCompared: true,
  });
});

it("goes on to the next day at midnight in Shanghai", () => {
  expect(dayOf("2026-11-30T15:59:59Z", "2026-11-30")).toBe("2026-11-30");
  expect(dayOf("2026-11-30T16:00:00Z", "2026-11-30")).toBe("2026-12-01");
  expect(dayOf(undefined, "2026-11-30")).toBe("2026-11-30");
});
