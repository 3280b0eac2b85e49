import type { Figure, MeasuresFragment } from "../gql/graphql";

/**
 * How a measure is written, whether more of it is good news, and what it opens: the cases that it counts, or those
 * that are the part of a rate; `whole` are those that it divides by.
 */
export type Measure = {
  key: MeasureKey;
  opens: Figure;
  whole?: Figure;
  group: MeasureGroup;
  kind: "count" | "rate" | "days" | "hours";
  better: "lower" | "higher" | "neither";
};

/** What one table shows: the main measures, where open cases stand, classes, findings, how well it is recorded, the rest. */
export const GROUPS = ["main", "phases", "classes", "findings", "quality", "more"] as const;
export type MeasureGroup = (typeof GROUPS)[number];

export type MeasureKey =
  | "received"
  | "concluded"
  | "open"
  | "overdue"
  | "overdueRate"
  | "onTimeRate"
  | "yellow"
  | "red"
  | "meanWorkingDays"
  | "openIntake"
  | "openCorrection"
  | "openHandling"
  | "openReview"
  | "openApproval"
  | "openPaused"
  | "onTheSpot"
  | "timeLimited"
  | "joint"
  | "passedUp"
  | "returned"
  | "supplemented"
  | "accepted"
  | "concludedEarly"
  | "corrections"
  | "correctionDays"
  | "recheckDays"
  | "overdueStatutory"
  | "overdueByLaw"
  | "overdueStatutoryByLaw"
  | "deemedAccepted"
  | "beyondGuide"
  | "loopBreaks"
  | "incompleteRate"
  | "lateRecordRate"
  | "meanLagHours"
  | "oddRecordRate"
  | "repeatedRecordRate";

/** How well what happens is recorded: less of each is better. */
function of(key: MeasureKey, opens: Figure, whole: Figure, kind: "rate" | "hours"): Measure {
  return { key, opens, whole, group: "quality", kind, better: "lower" };
}

export const MEASURES: readonly Measure[] = [
  { key: "received", opens: "RECEIVED", group: "main", kind: "count", better: "neither" },
  { key: "concluded", opens: "CONCLUDED", group: "main", kind: "count", better: "neither" },
  { key: "open", opens: "OPEN", group: "main", kind: "count", better: "neither" },
  { key: "overdue", opens: "OVERDUE", group: "main", kind: "count", better: "lower" },
  { key: "overdueRate", opens: "LATE", whole: "DONE", group: "main", kind: "rate", better: "lower" },
  { key: "onTimeRate", opens: "ON_TIME", whole: "DONE", group: "main", kind: "rate", better: "higher" },
  { key: "yellow", opens: "YELLOW", group: "main", kind: "count", better: "lower" },
  { key: "red", opens: "RED", group: "main", kind: "count", better: "lower" },
  { key: "meanWorkingDays", opens: "USED_DAYS", whole: "TIME_LIMITED", group: "main", kind: "days", better: "lower" },
  { key: "openIntake", opens: "OPEN_INTAKE", group: "phases", kind: "count", better: "neither" },
  { key: "openCorrection", opens: "OPEN_CORRECTION", group: "phases", kind: "count", better: "neither" },
  { key: "openHandling", opens: "OPEN_HANDLING", group: "phases", kind: "count", better: "neither" },
  { key: "openReview", opens: "OPEN_REVIEW", group: "phases", kind: "count", better: "neither" },
  { key: "openApproval", opens: "OPEN_APPROVAL", group: "phases", kind: "count", better: "neither" },
  { key: "openPaused", opens: "OPEN_PAUSED", group: "phases", kind: "count", better: "neither" },
  { key: "onTheSpot", opens: "ON_THE_SPOT", group: "classes", kind: "count", better: "neither" },
  { key: "timeLimited", opens: "TIME_LIMITED", group: "classes", kind: "count", better: "neither" },
  { key: "joint", opens: "JOINT", group: "classes", kind: "count", better: "neither" },
  { key: "passedUp", opens: "PASSED_UP", group: "classes", kind: "count", better: "neither" },
  { key: "returned", opens: "RETURNED", group: "classes", kind: "count", better: "neither" },
  { key: "supplemented", opens: "SUPPLEMENTED", group: "classes", kind: "count", better: "neither" },
  { key: "accepted", opens: "ACCEPTED", group: "more", kind: "count", better: "neither" },
  { key: "concludedEarly", opens: "CONCLUDED_EARLY", group: "more", kind: "count", better: "neither" },
  { key: "corrections", opens: "CORRECTIONS", group: "more", kind: "count", better: "neither" },
  { key: "correctionDays", opens: "CORRECTION_DAYS", group: "more", kind: "count", better: "neither" },
  { key: "recheckDays", opens: "RECHECK_DAYS", group: "more", kind: "count", better: "neither" },
  { key: "overdueStatutory", opens: "OVERDUE_STATUTORY", group: "more", kind: "count", better: "lower" },
  { key: "overdueByLaw", opens: "OVERDUE_BY_LAW", group: "more", kind: "count", better: "lower" },
  { key: "overdueStatutoryByLaw", opens: "OVERDUE_STATUTORY_BY_LAW", group: "more", kind: "count", better: "lower" },
  { key: "deemedAccepted", opens: "DEEMED_ACCEPTED", group: "findings", kind: "count", better: "lower" },
  { key: "beyondGuide", opens: "BEYOND_GUIDE", group: "findings", kind: "count", better: "lower" },
  { key: "loopBreaks", opens: "LOOP_BREAKS", group: "findings", kind: "count", better: "lower" },
  of("incompleteRate", "CONCLUDED_INCOMPLETE", "CONCLUDED", "rate"),
  of("lateRecordRate", "EVENTS_LATE", "EVENTS", "rate"),
  of("meanLagHours", "LAG_HOURS", "EVENTS", "hours"),
  of("oddRecordRate", "EVENTS_ODD", "EVENTS", "rate"),
  of("repeatedRecordRate", "EVENTS_REPEATED", "EVENTS", "rate"),
];

/** The group of the measure that is looked at is the one shown. */
export function besides(measure: Measure): readonly Measure[] {
  return MEASURES.filter(({ group }) => group === measure.group);
}

export function firstOf(group: MeasureGroup): Measure {
  return MEASURES.find((measure) => measure.group === group) as Measure;
}

export function measureOf(key: string | null): Measure | undefined {
  return MEASURES.find((measure) => measure.key === key);
}

/** Null stays null: a rate without a denominator is no zero. */
export function reading(rollup: MeasuresFragment | null | undefined, measure: Measure): number | null {
  return rollup?.[measure.key] ?? null;
}

type Watched = "partial" | "trial";

/** What the number beside received and concluded opens. */
export const BESIDE: Record<"received" | "concluded", Record<Watched, Figure>> = {
  received: { partial: "RECEIVED_PARTIAL", trial: "RECEIVED_TRIAL" },
  concluded: { partial: "CONCLUDED_PARTIAL", trial: "CONCLUDED_TRIAL" },
};

/** Of received and concluded: how many were seen at begin and end only, and how many were counted apart. */
export function watched(rollup: MeasuresFragment | null | undefined, key: MeasureKey): [Watched, number][] {
  if (!rollup || (key !== "received" && key !== "concluded")) return [];
  const [partial, trial] =
    key === "received"
      ? [rollup.receivedPartial, rollup.receivedTrial]
      : [rollup.concludedPartial, rollup.concludedTrial];
  const found: [Watched, number][] = [
    ["partial", partial],
    ["trial", trial],
  ];
  return found.filter(([, count]) => count > 0);
}

export function difference(
  current: MeasuresFragment | null | undefined,
  compared: MeasuresFragment | null | undefined,
  measure: Measure,
): number | null {
  const now = reading(current, measure);
  const before = reading(compared, measure);
  return now === null || before === null ? null : now - before;
}

export type Verdict = "better" | "worse" | "same" | "neutral";

export function verdictOf(change: number, measure: Measure): Verdict {
  if (measure.better === "neither") return "neutral";
  if (change === 0) return "same";
  return change < 0 === (measure.better === "lower") ? "better" : "worse";
}

/** A node without a schema whose branch has counted nothing in either period has no data, which is not zero. */
export function hasData(
  node: { isProvisioned: boolean },
  ...rollups: (MeasuresFragment | null | undefined)[]
): boolean {
  return node.isProvisioned || rollups.some((rollup) => rollup != null && hasCounted(rollup));
}

function hasCounted(rollup: MeasuresFragment): boolean {
  const { received, concluded, open, overdue, yellow, red, receivedTrial } = rollup;
  return received + concluded + open + overdue + yellow + red + receivedTrial > 0;
}
