/** A strip of the days between start and end of a clock, read off its steps. */
import dayjs from "dayjs";
import { inShanghai } from "../time/shanghai";
import type { TraceStep } from "./traceSteps";

export type DayMark = "start" | "counted" | "off" | "paused";
export type CalendarDay = { day: string; mark: DayMark; isDue: boolean; number: number | undefined };

const MARKS: Partial<Record<string, DayMark>> = {
  counted: "counted",
  makeup: "counted",
  weekend: "off",
  holiday: "off",
  statutory: "off",
  closed: "off",
  after_hours: "off",
  suspended: "paused",
};

/** Every date that a step names, in order; the date of the start is never counted, the due date may be one moved to. */
export function calendarDays(steps: TraceStep[]): CalendarDay[] {
  const days = new Map<string, CalendarDay>();
  const put = (day: string, mark: DayMark, number?: number): void => {
    days.set(day, { day, mark, isDue: false, number });
  };
  for (const { code, params } of steps) {
    const mark = MARKS[code];
    if (code === "start_day" || code === "start_hour") put(dayOf(params.at), "start");
    else if (code === "worked") put(String(params.on), "counted");
    else if (mark) {
      // Only days that count are numbered.
      const first = typeof params.number === "number" ? params.number : undefined;
      for (const [place, day] of span(params).entries()) put(day, mark, first && first + place);
    }
  }
  const due = dueDay(steps);
  if (due !== undefined)
    days.set(due, { ...(days.get(due) ?? { day: due, mark: "counted", number: undefined }), isDue: true });
  return [...days.values()].sort((one, other) => one.day.localeCompare(other.day));
}

function dueDay(steps: TraceStep[]): string | undefined {
  const due = steps.find(({ code }) => ["due_close", "due_midnight", "due_hour"].includes(code));
  return due && (typeof due.params.due_on === "string" ? due.params.due_on : dayOf(due.params.at));
}

function dayOf(moment: unknown): string {
  return inShanghai(String(moment)).format("YYYY-MM-DD");
}

function span({ first, last }: Record<string, unknown>): string[] {
  const days: string[] = [];
  for (let day = dayjs(String(first)); !day.isAfter(dayjs(String(last))); day = day.add(1, "day")) {
    days.push(day.format("YYYY-MM-DD"));
  }
  return days;
}
