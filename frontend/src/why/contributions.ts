import type { PartFragment, StagesQuery } from "../gql/graphql";

export type Part = PartFragment;
export type Stage = StagesQuery["stages"]["stages"][number];

/** A stage with its means; null where nothing passed through it. `longer`: days more a pass. */
export type StageRow = Stage & { before: number | null; after: number | null; longer: number | null };

export function stageRows(stages: readonly Stage[]): StageRow[] {
  return stages.map((stage) => {
    const before = stage.passesBefore > 0 ? stage.daysBefore / stage.passesBefore : null;
    const after = stage.passesAfter > 0 ? stage.daysAfter / stage.passesAfter : null;
    return { ...stage, before, after, longer: before === null || after === null ? null : after - before };
  });
}

/** The parts that matter: the largest contributions in either direction, as the server ordered them. */
export function largest(parts: readonly Part[], most: number): Part[] {
  return parts.slice(0, most);
}

export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
