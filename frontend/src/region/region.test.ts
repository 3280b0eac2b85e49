import { describe, expect, it } from "vitest";
import type { MeasuresFragment } from "../gql/graphql";
import { showChange, showReading } from "./figures";
import { type MeasureRow, sortedRows } from "./measureRows";
import { difference, hasData, type Measure, measureOf, verdictOf } from "./measures";
import { comparisonOf, readAddress, writeAddress } from "./regionAddress";
import { stepPeriod, trendPoints, trendQuestion } from "./trendPoints";

const TODAY = "2026-11-24";
const NOTHING: MeasuresFragment = {
  received: 0,
  concluded: 0,
  open: 0,
  overdue: 0,
  overdueRate: null,
  onTimeRate: null,
  yellow: 0,
  red: 0,
  meanWorkingDays: null,
  openIntake: 0,
  openCorrection: 0,
  openHandling: 0,
  openReview: 0,
  openApproval: 0,
  openPaused: 0,
  onTheSpot: 0,
  timeLimited: 0,
  joint: 0,
  passedUp: 0,
  returned: 0,
  supplemented: 0,
  accepted: 0,
  concludedEarly: 0,
  corrections: 0,
  correctionDays: 0,
  recheckDays: 0,
  overdueStatutory: 0,
  overdueByLaw: 0,
  overdueStatutoryByLaw: 0,
  deemedAccepted: 0,
  beyondGuide: 0,
  incompleteRate: null,
  lateRecordRate: null,
  oddRecordRate: null,
  repeatedRecordRate: null,
  meanLagHours: null,
  loopBreaks: 0,
  receivedPartial: 0,
  concludedPartial: 0,
  receivedTrial: 0,
  concludedTrial: 0,
  asOf: "2026-11-24T09:00:00+08:00",
};
const rollup = (some: Partial<MeasuresFragment>): MeasuresFragment => ({ ...NOTHING, ...some });
const measure = (key: string): Measure => measureOf(key) as Measure;

describe("the address of the region page", () => {
  it("shows the running month against the month before when it says nothing", () => {
    const address = readAddress(new URLSearchParams(), TODAY);
    expect(address.period).toEqual({ from: "2026-11-01", to: "2026-11-24" });
    expect(address.compared).toEqual({ from: "2026-10-01", to: "2026-10-24" });
    expect(comparisonOf(address)).toBe("previous");
    expect(address.measure.key).toBe("overdueRate");
  });

  it("says the same again after being written and read", () => {
    const text =
      "from=2026-10-01&to=2026-10-31&cmpFrom=2025-10-01&cmpTo=2025-10-31&measure=red&tab=items&sort=red.descend";
    const address = readAddress(new URLSearchParams(text), TODAY);
    expect(comparisonOf(address)).toBe("yearAgo");
    expect(writeAddress(address).toString()).toBe(text);
  });

  it("keeps that nothing is compared", () => {
    const address = readAddress(new URLSearchParams("cmp=none"), TODAY);
    expect(address.compared).toBeUndefined();
    expect(comparisonOf(address)).toBe("none");
    expect(writeAddress(address).get("cmp")).toBe("none");
  });

  it("reads nonsense as nothing said", () => {
    const text = "from=2026-12-31&to=2026-01-01&measure=toString&tab=x&sort=red";
    expect(readAddress(new URLSearchParams(text), TODAY)).toEqual(readAddress(new URLSearchParams(), TODAY));
  });
});

describe("figures", () => {
  it("never show a missing rate as zero", () => {
    expect(showReading(null, measure("overdueRate"))).toBe("—");
    expect(showReading(0, measure("overdueRate"))).toBe("0.00%");
  });

  it("are written with their unit", () => {
    expect(showReading(12345, measure("received"))).toBe("12,345");
    expect(showReading(0.04558, measure("overdueRate"))).toBe("4.56%");
    expect(showReading(5.25, measure("meanWorkingDays"))).toBe("5.3");
  });

  it("differ in points for rates, with their sign", () => {
    expect(showChange(0.0395, measure("overdueRate"))).toBe("+3.95pp");
    expect(showChange(-7, measure("red"))).toBe("−7");
    expect(showChange(0, measure("red"))).toBe("±0");
  });

  it("have no difference where one side has no figure", () => {
    expect(difference(rollup({ overdueRate: 0.1 }), NOTHING, measure("overdueRate"))).toBeNull();
    expect(difference(NOTHING, null, measure("received"))).toBeNull();
  });

  it.each([
    ["red", 3, "worse"],
    ["red", -3, "better"],
    ["onTimeRate", -0.1, "worse"],
    ["received", 30, "neutral"],
    ["overdue", 0, "same"],
  ])("%s changing by %d is %s", (key, change, verdict) => {
    expect(verdictOf(change, measure(key))).toBe(verdict);
  });
});

describe("a hall without a schema", () => {
  it("is not connected when nothing below it has counted", () => {
    expect(hasData({ isProvisioned: false }, NOTHING, null)).toBe(false);
  });
  it("shows its figures when a hall below it has data, now or in the compared period", () => {
    expect(hasData({ isProvisioned: false }, rollup({ open: 1 }), null)).toBe(true);
    expect(hasData({ isProvisioned: false }, NOTHING, rollup({ received: 4 }))).toBe(true);
  });
  it("is a zero, not a gap, when it is connected", () => {
    expect(hasData({ isProvisioned: true }, NOTHING, null)).toBe(true);
  });
});

describe("the trend", () => {
  const quarter = { from: "2026-01-01", to: "2026-03-31" };

  it("asks counts day by day for up to a quarter", () => {
    expect(trendQuestion(quarter, measure("received"))).toEqual({ ...quarter, step: "DAY" });
  });

  it("asks longer counts, and rates and means always, by month: thirteen of them at least", () => {
    const months = { from: "2025-03-01", to: "2026-03-31", step: "MONTH" };
    expect(trendQuestion(quarter, measure("overdueRate"))).toEqual(months);
    expect(trendQuestion(quarter, measure("meanWorkingDays"))).toEqual(months);
    const long = { from: "2024-01-01", to: "2026-03-31" };
    expect(trendQuestion(long, measure("received"))).toEqual({ ...long, step: "MONTH" });
  });

  it("names a month by its first day and leaves what has no rate out", () => {
    const months = [
      { day: "2026-01-01", rollup: rollup({ overdueRate: 0.25 }) },
      { day: "2026-02-01", rollup: rollup({ overdueRate: null }) },
    ];
    expect(trendPoints(months, measure("overdueRate"), "MONTH")).toEqual([
      { at: "2026-01", value: 0.25 },
      { at: "2026-02", value: null },
    ]);
    expect(trendPoints(months, measure("overdueRate"), "DAY").map(({ at }) => at)).toEqual([
      "2026-01-01",
      "2026-02-01",
    ]);
  });
});

describe("a point of the trend", () => {
  it("opens its day, or its month as far as the question goes", () => {
    const asked = { from: "2026-01-05", to: "2026-03-10" };
    expect(stepPeriod("2026-02-03", { ...asked, step: "DAY" })).toEqual({ from: "2026-02-03", to: "2026-02-03" });
    const month = (at: string) => stepPeriod(at, { ...asked, step: "MONTH" });
    expect(month("2026-01")).toEqual({ from: "2026-01-05", to: "2026-01-31" });
    expect(month("2026-02")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(month("2026-03")).toEqual({ from: "2026-03-01", to: "2026-03-10" });
  });
});

describe("ordered rows", () => {
  const row = (name: string, current: MeasuresFragment | null): MeasureRow => ({
    key: name,
    name,
    path: undefined,
    tag: undefined,
    place: { code: name },
    current,
    compared: null,
  });
  const rows = [row("昌黎县", rollup({ red: 3 })), row("山海关区", null), row("卢龙县", rollup({ red: 16 }))];
  const names = (key: string, order: "ascend" | "descend") => sortedRows(rows, { key, order }).map(({ name }) => name);

  it("keep what is not connected below every figure, both ways", () => {
    expect(names("red", "descend")).toEqual(["卢龙县", "昌黎县", "山海关区"]);
    expect(names("red", "ascend")).toEqual(["昌黎县", "卢龙县", "山海关区"]);
  });

  it("stand as they came when nothing is ordered", () => {
    expect(sortedRows(rows, undefined)).toBe(rows);
  });
});
