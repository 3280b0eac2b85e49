import type { MeasuresFragment } from "../gql/graphql";
import { type Measure, reading } from "./measures";

export type TrendDay = { day: string; rollup: MeasuresFragment };
export type TrendPoint = { at: string; value: number | null };

const MOST_DAYS = 92;
const STOCKS: readonly string[] = ["open", "overdue"];

/** Up to a quarter by day, beyond it by month. A mean of days cannot be made from means and stays by day. */
export function trendPoints(days: TrendDay[], measure: Measure): TrendPoint[] {
  if (days.length <= MOST_DAYS || measure.kind === "days") {
    return days.map(({ day, rollup }) => ({ at: day, value: reading(rollup, measure) }));
  }
  const months = new Map<string, TrendDay[]>();
  for (const point of days) {
    const month = point.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), point]);
  }
  return [...months].map(([month, parts]) => ({ at: month, value: monthly(parts, measure) }));
}

/** Events add up, a stock is that of the last day, and a rate is divided after its counts are added. */
function monthly(parts: TrendDay[], measure: Measure): number | null {
  const last = parts.at(-1)?.rollup;
  if (last === undefined) return null;
  if (STOCKS.includes(measure.key)) return reading(last, measure);
  if (measure.kind === "count") return sum(parts, (rollup) => reading(rollup, measure) ?? 0);
  const done = sum(parts, (rollup) => rollup.concluded) + last.overdue;
  if (done === 0) return null;
  const late = sum(parts, concludedLate) + last.overdue;
  return measure.key === "overdueRate" ? late / done : (done - late) / done;
}

/** Overdue rate = (concluded late + open and overdue) / (concluded + open and overdue), solved for its first count. */
function concludedLate({ concluded, overdue, overdueRate }: MeasuresFragment): number {
  return overdueRate == null ? 0 : Math.round(overdueRate * (concluded + overdue)) - overdue;
}

function sum(parts: TrendDay[], count: (rollup: MeasuresFragment) => number): number {
  return parts.reduce((total, { rollup }) => total + count(rollup), 0);
}
