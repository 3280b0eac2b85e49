/** The steps that explain a due moment, as `rulebook/trace.py` makes them. */
export type TraceStep = { code: string; params: Record<string, unknown> };

export function parseSteps(steps: { code: string; params: string }[]): TraceStep[] {
  return steps.map(({ code, params }) => ({ code, params: JSON.parse(params) as Record<string, unknown> }));
}

/** Without its lamp: that of the case stands on the page, the trace's own speaks of the moment up to which it counted. */
export function countOf(steps: { code: string; params: string }[]): TraceStep[] {
  return parseSteps(steps).filter(({ code }) => code !== "lamp");
}

/** Which sentence words a step: some codes have several, by what is known of the date. */
export function sentenceOf({ code, params }: TraceStep): string {
  if ((code === "holiday" || code === "makeup") && params.title)
    return params.layer ? `${code}_layer` : `${code}_titled`;
  if (code === "lamp" && params.ended_at) return "lamp_ended";
  if (code === "stated_deadline" && !params.due_at) return "stated_deadline_none";
  if (code === "counted" && params.first === params.last) return "counted_single";
  return code;
}

export const DATES: readonly string[] = ["on", "first", "last", "due_on", "published_through"];
export const MOMENTS: readonly string[] = ["at", "begin", "end", "now", "ended_at", "due_at"];
