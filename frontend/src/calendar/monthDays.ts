/** A year as twelve months of weeks, for a grid that begins on Monday. */
import dayjs from "dayjs";

const WEEK = 7;

/** The weeks of a month; null stands where another month's day would. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = dayjs(`${year}-${String(month).padStart(2, "0")}-01`);
  const before = (first.day() + WEEK - 1) % WEEK;
  const days = Array.from({ length: first.daysInMonth() }, (_, place) => first.add(place, "day").format("YYYY-MM-DD"));
  const cells = [...Array<null>(before).fill(null), ...days];
  while (cells.length % WEEK) cells.push(null);
  return Array.from({ length: cells.length / WEEK }, (_, week) => cells.slice(week * WEEK, (week + 1) * WEEK));
}

export function isWeekend(day: string): boolean {
  return dayjs(day).day() % (WEEK - 1) === 0;
}
