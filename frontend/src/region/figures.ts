import { ABSENT } from "../time/shanghai";
import type { Measure } from "./measures";

const COUNT = new Intl.NumberFormat("en-US");

export function showReading(value: number | null, measure: Measure): string {
  if (value === null) return ABSENT;
  if (measure.kind === "count") return COUNT.format(value);
  return measure.kind === "rate" ? `${(value * 100).toFixed(2)}%` : value.toFixed(1);
}

/** Rates differ in percentage points, never in per cent of a per cent. */
export function showChange(change: number | null, measure: Measure): string {
  if (change === null) return ABSENT;
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  const size = Math.abs(change);
  if (measure.kind === "count") return sign + COUNT.format(size);
  return measure.kind === "rate" ? `${sign}${(size * 100).toFixed(2)}pp` : sign + size.toFixed(1);
}
