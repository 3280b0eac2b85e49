import type { RegionVariables } from "../region/regionVariables";
import { presetPeriod } from "../time/periods";
import { inShanghai } from "../time/shanghai";

/** Today as the current period, the month so far as the compared one: one question answers both. */
export function wallVariables(code: string, day: string): RegionVariables {
  const month = presetPeriod("thisMonth", day);
  return { code, from: day, to: day, cmpFrom: month.from, cmpTo: month.to, isCompared: true };
}

/** The day that the figures are of: the server's, which goes on past midnight while nobody touches the page. */
export function dayOf(asOf: string | undefined, today: string): string {
  return asOf ? inShanghai(asOf).format("YYYY-MM-DD") : today;
}
