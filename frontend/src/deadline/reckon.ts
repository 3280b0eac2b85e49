import type { Dayjs } from "dayjs";
import type { TraceStep } from "../casefile/traceSteps";
import { statedMoment } from "../time/shanghai";

export const UNITS = ["working_day", "natural_day", "working_hour"] as const;
export type Asked = {
  start: Dayjs;
  value: number;
  unit: (typeof UNITS)[number];
  extension?: number | null;
  dayEnd: "midnight" | "close_of_business";
  pauses?: { from: Dayjs; to?: Dayjs | null }[];
};
export type DeadlineAnswer = { due_at: string | null; provisional: boolean; steps: TraceStep[] };

export class DeadlineRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The members of `mingjing deadline`; only an open pause looks at `now`, and it holds the clock. */
export function question({ start, value, unit, extension, dayEnd, pauses = [] }: Asked): Record<string, unknown> {
  const at = statedMoment(start);
  return {
    accepted_at: at,
    limit: { value, unit },
    extension: { value: extension ?? 0, unit },
    suspensions: pauses.map(({ from, to }) => ({ from: statedMoment(from), to: to ? statedMoment(to) : null })),
    yellow: { value: 0, unit: unit === "working_hour" ? unit : "working_day" },
    day_end: dayEnd,
    now: at,
  };
}

export async function reckon(asked: Asked): Promise<DeadlineAnswer> {
  const response = await fetch("/api/v1/deadline", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(question(asked)),
  });
  const answer = await response.json();
  if (!response.ok) throw new DeadlineRefused(response.status, answer.errors?.[0]?.message ?? "");
  return answer;
}
