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

export function showDay(moment: string | null | undefined): string {
  return moment ? inShanghai(moment).format("YYYY-MM-DD") : ABSENT;
}

/** The wall clock at +08:00 as a picker's value: pickers know no offset. */
export function pickerValue(moment: string): Dayjs {
  return dayjs(inShanghai(moment).format("YYYY-MM-DDTHH:mm:ss"));
}

/** What a picker shows is meant as a wall clock at +08:00. */
export function statedMoment(picked: Dayjs): string {
  return `${picked.format("YYYY-MM-DDTHH:mm:ss")}+08:00`;
}
