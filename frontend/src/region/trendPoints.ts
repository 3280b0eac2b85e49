import type { MeasuresFragment, TrendStep } from "../gql/graphql";
import { type Period, presetPeriod } from "../time/periods";
import { type Measure, reading } from "./measures";

export type TrendDay = { day: string; rollup: MeasuresFragment };
export type TrendPoint = { at: string; value: number | null };
export type TrendQuestion = Period & { step: TrendStep };

const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/**
 * Counts are asked day by day for up to a quarter. Rates and means of single days say nothing (a holiday has 100 % or
 * none), so these are asked by month, as is what is longer: the thirteen months that end with the period at least.
 */
export function trendQuestion(period: Period, measure: Measure): TrendQuestion {
  const days = (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS + 1;
  if (measure.kind === "count" && days <= MOST_DAYS) return { ...period, step: "DAY" };
  const [from = period.from] = [period.from, presetPeriod("last13Months", period.to).from].sort();
  return { from, to: period.to, step: "MONTH" };
}

/** A month is named by its first day; the server has added its counts and divided its rates. */
export function trendPoints(days: readonly TrendDay[], measure: Measure, step: TrendStep): TrendPoint[] {
  return days.map(({ day, rollup }) => ({
    at: step === "MONTH" ? day.slice(0, 7) : day,
    value: reading(rollup, measure),
  }));
}

/** The days of one point: its day, or its month as far as the question goes. */
export function stepPeriod(at: string, { from, to, step }: TrendQuestion): Period {
  if (step === "DAY") return { from: at, to: at };
  const [year = 0, month = 0] = at.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  const first = `${at}-01`;
  return { from: first < from ? from : first, to: last > to ? to : last };
}
