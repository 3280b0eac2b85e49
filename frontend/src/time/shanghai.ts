/** Moments travel as RFC 3339 and are read by people at +08:00, wherever the browser stands (China keeps one offset). */
import dayjs, { type Dayjs } from "dayjs";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);

export const ABSENT = "—";

export function inShanghai(moment: string): Dayjs {
  return dayjs(moment).utcOffset(8);
}

export function showMoment(moment: string | null | undefined): string {
  return moment ? inShanghai(moment).format("YYYY-MM-DD HH:mm") : ABSENT;
}

/** The end of a day is written as that day's 24:00: people misread 00:00 of the next as a day more. */
export function showDue(moment: string | null | undefined): string {
  if (!moment) return ABSENT;
  const at = inShanghai(moment);
  const isMidnight = at.format("HH:mm:ss.SSS") === "00:00:00.000";
  return isMidnight ? `${at.subtract(1, "day").format("YYYY-MM-DD")} 24:00` : at.format("YYYY-MM-DD HH:mm");
}

/** The wall clock at +08:00 as a picker's value: pickers know no offset. */
export function pickerValue(moment: string): Dayjs {
  return dayjs(inShanghai(moment).format("YYYY-MM-DDTHH:mm:ss"));
}

/** What a picker shows is meant as a wall clock at +08:00. */
export function statedMoment(picked: Dayjs): string {
  return `${picked.format("YYYY-MM-DDTHH:mm:ss")}+08:00`;
}
