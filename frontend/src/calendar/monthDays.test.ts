import { describe, expect, it } from "vitest";
import { isWeekend, weeksOf } from "./monthDays";

describe("weeksOf", () => {
  it("begins on Monday and fills the last week", () => {
    const weeks = weeksOf(2026, 2);
    expect(weeks).toHaveLength(5);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-02-01"]);
    expect(weeks[4]).toEqual([
      "2026-02-23",
      "2026-02-24",
      "2026-02-25",
      "2026-02-26",
      "2026-02-27",
      "2026-02-28",
      null,
    ]);
  });
  it("has every day of a leap year once", () => {
    const days = Array.from({ length: 12 }, (_, place) => weeksOf(2028, place + 1))
      .flat(2)
      .filter((day) => day !== null);
    expect(days).toHaveLength(366);
    expect(new Set(days).size).toBe(366);
    expect(days.at(-1)).toBe("2028-12-31");
  });
});

it("knows Saturday and Sunday", () => {
  expect(["2026-10-16", "2026-10-17", "2026-10-18", "2026-10-19"].map(isWeekend)).toEqual([false, true, true, false]);
});
