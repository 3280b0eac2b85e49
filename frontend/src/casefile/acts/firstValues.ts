import type { CaseFileFragment, EventKind } from "../../gql/graphql";

/** What a clerk would most likely type: the stage that runs, the next one, one empty line for a paper. */
export function firstValues(kind: EventKind, file: CaseFileFragment): Record<string, unknown> {
  if (kind === "STAGE_ENDED") return { stage: file.stage ?? undefined };
  if (kind === "STAGE_BEGUN") return { stage: nextStage(file) };
  if (kind === "CORRECTION_ASKED") return { items: [{}] };
  if (kind === "CORRECTION_RECEIVED") return { brought: openDemands(file) };
  if (kind === "CONCLUDED") return { outcome: "GRANTED" };
  return {};
}

function nextStage(file: CaseFileFragment): string | undefined {
  const begun = new Set(
    file.events
      .filter(({ kind, isCorrected }) => kind === "STAGE_BEGUN" && !isCorrected)
      .map(({ detail }) => (JSON.parse(detail) as { stage?: string }).stage),
  );
  return file.item.stages.find(({ name }) => !begun.has(name))?.name;
}

/** The papers that the last notice asked for, each once. */
export function openDemands(file: CaseFileFragment): string[] {
  return [...new Set(file.correctionRounds.at(-1)?.demands.map(({ material }) => material))];
}
