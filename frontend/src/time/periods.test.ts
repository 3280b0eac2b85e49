import { describe, expect, it } from "vitest";
import { comparisonPeriod, isDay, presetOf, presetPeriod, previousPeriod, yearAgo } from "./periods";

const TODAY = "2026-11-24";

describe("presets", () => {
  it("end today where the period is still running", () => {
    expect(presetPeriod("thisMonth", TODAY)).toEqual({ from: "2026-11-01", to: "2026-11-24" });
    expect(presetPeriod("last30Days", TODAY)).toEqual({ from: "2026-10-26", to: "2026-11-24" });
    expect(presetPeriod("thisYear", TODAY)).toEqual({ from: "2026-01-01", to: "2026-11-24" });
  });
  it("take the last month whole", () => {
    expect(presetPeriod("lastMonth", TODAY)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
  });
  it("count thirteen months with the running one", () => {
    expect(presetPeriod("last13Months", TODAY)).toEqual({ from: "2025-11-01", to: "2026-11-24" });
  });
  it("are known again from the address", () => {
    expect(presetOf({ from: "2026-10-01", to: "2026-10-31" }, TODAY)).toBe("lastMonth");
    expect(presetOf({ from: "2026-10-02", to: "2026-10-31" }, TODAY)).toBeUndefined();
  });
});

describe("the period before", () => {
  it("of a whole month is the whole month before, whatever its length", () => {
    expect(previousPeriod({ from: "2026-03-01", to: "2026-03-31" })).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(previousPeriod({ from: "2026-02-01", to: "2026-02-28" })).toEqual({ from: "2026-01-01", to: "2026-01-31" });
  });
  it("of a month begun is the same days of the month before", () => {
    expect(previousPeriod({ from: "2026-11-01", to: "2026-11-24" })).toEqual({ from: "2026-10-01", to: "2026-10-24" });
  });
  it("of two months is the two months before", () => {
    expect(previousPeriod({ from: "2026-05-01", to: "2026-06-30" })).toEqual({ from: "2026-03-01", to: "2026-04-30" });
  });
  it("of other spans is as long and ends the day before", () => {
    expect(previousPeriod({ from: "2026-11-10", to: "2026-11-19" })).toEqual({ from: "2026-10-31", to: "2026-11-09" });
  });
  it("of a year ago keeps the end of February an end of February", () => {
    expect(yearAgo({ from: "2025-02-01", to: "2025-02-28" })).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  });
  it("is absent when nothing is compared", () => {
    expect(comparisonPeriod({ from: "2026-11-01", to: "2026-11-24" }, "none")).toBeUndefined();
  });
});

describe("a day in the address", () => {
  it.each([
    ["2026-11-24", true],
    ["2026-02-30", false],
    ["24.11.2026", false],
    [null, false],
  ])("%s is a day: %s", (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});
