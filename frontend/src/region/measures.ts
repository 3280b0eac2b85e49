import type { MeasuresFragment } from "../gql/graphql";

/** How a measure is written and whether more of it is good news. */
export type Measure = {
  key: MeasureKey;
  group: MeasureGroup;
  kind: "count" | "rate" | "days";
  better: "lower" | "higher" | "neither";
};

/** What one table shows side by side: the main measures, or the classes of concluded cases. */
export const GROUPS = ["main", "classes"] as const;
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
  | "onTheSpot"
  | "timeLimited"
  | "joint"
  | "passedUp"
  | "returned"
  | "supplemented";

export const MEASURES: readonly Measure[] = [
  { key: "received", group: "main", kind: "count", better: "neither" },
  { key: "concluded", group: "main", kind: "count", better: "neither" },
  { key: "open", group: "main", kind: "count", better: "neither" },
  { key: "overdue", group: "main", kind: "count", better: "lower" },
  { key: "overdueRate", group: "main", kind: "rate", better: "lower" },
  { key: "onTimeRate", group: "main", kind: "rate", better: "higher" },
  { key: "yellow", group: "main", kind: "count", better: "lower" },
  { key: "red", group: "main", kind: "count", better: "lower" },
  { key: "meanWorkingDays", group: "main", kind: "days", better: "lower" },
  { key: "onTheSpot", group: "classes", kind: "count", better: "neither" },
  { key: "timeLimited", group: "classes", kind: "count", better: "neither" },
  { key: "joint", group: "classes", kind: "count", better: "neither" },
  { key: "passedUp", group: "classes", kind: "count", better: "neither" },
  { key: "returned", group: "classes", kind: "count", better: "neither" },
  { key: "supplemented", group: "classes", kind: "count", better: "neither" },
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

/** Of received and concluded: how many were seen at begin and end only, and how many were counted apart. */
export function watched(rollup: MeasuresFragment | null | undefined, key: MeasureKey): ["partial" | "trial", number][] {
  if (!rollup || (key !== "received" && key !== "concluded")) return [];
  const [partial, trial] =
    key === "received"
      ? [rollup.receivedPartial, rollup.receivedTrial]
      : [rollup.concludedPartial, rollup.concludedTrial];
  const found: ["partial" | "trial", number][] = [
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
