/** Periods of whole days, both ends included, as `YYYY-MM-DD`. */
import dayjs, { type Dayjs } from "dayjs";

export type Period = { from: string; to: string };

export const PERIOD_PRESETS = ["thisMonth", "lastMonth", "last30Days", "thisYear", "last13Months"] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

export const COMPARISONS = ["previous", "yearAgo", "none"] as const;
export type Comparison = (typeof COMPARISONS)[number];

const day = (value: Dayjs) => value.format("YYYY-MM-DD");
const period = (from: Dayjs, to: Dayjs): Period => ({ from: day(from), to: day(to) });

export function presetPeriod(preset: PeriodPreset, today: string): Period {
  const now = dayjs(today);
  switch (preset) {
    case "thisMonth":
      return period(now.startOf("month"), now);
    case "lastMonth": {
      const last = now.subtract(1, "month");
      return period(last.startOf("month"), last.endOf("month"));
    }
    case "last30Days":
      return period(now.subtract(29, "day"), now);
    case "thisYear":
      return period(now.startOf("year"), now);
    case "last13Months":
      return period(now.subtract(12, "month").startOf("month"), now);
  }
}

export function presetOf(value: Period, today: string): PeriodPreset | undefined {
  return PERIOD_PRESETS.find((preset) => isSamePeriod(presetPeriod(preset, today), value));
}

export function isSamePeriod(one: Period, other: Period): boolean {
  return one.from === other.from && one.to === other.to;
}

/** The period before this one: whole months step by months, anything else by its own length in days. */
export function previousPeriod(value: Period): Period {
  const from = dayjs(value.from);
  const to = dayjs(value.to);
  if (from.date() === 1) {
    const months = to.diff(from, "month") + 1;
    return period(from.subtract(months, "month"), monthsBack(to, months));
  }
  const days = to.diff(from, "day") + 1;
  return period(from.subtract(days, "day"), from.subtract(1, "day"));
}

export function yearAgo(value: Period): Period {
  return period(dayjs(value.from).subtract(1, "year"), monthsBack(dayjs(value.to), 12));
}

/** The last day of a month stays the last day of its month: 28 February goes back to 31 January, not the 28th. */
function monthsBack(to: Dayjs, months: number): Dayjs {
  const back = to.subtract(months, "month");
  return to.isSame(to.endOf("month"), "day") ? back.endOf("month") : back;
}

export function comparisonPeriod(value: Period, comparison: Comparison): Period | undefined {
  if (comparison === "none") return undefined;
  return comparison === "previous" ? previousPeriod(value) : yearAgo(value);
}

export function isDay(text: string | null): text is string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && day(dayjs(text)) === text;
}
