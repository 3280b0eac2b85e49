import type { RungFragment, SignalLadderInput, SignalRungInput, Told } from "../gql/graphql";

/** A rung while it is written; the article is chosen from the register. */
export type RungDraft = Partial<Omit<SignalRungInput, "tell">> & { roles?: Told[] };

/** What is written begins with what holds; an article that a tier above cited is cited again. */
export function draftOf(rungs: readonly RungFragment[]): RungDraft[] {
  return rungs.map(({ origin, tell, ...rung }) => ({
    code: rung.code,
    name: rung.name ?? "",
    anchor: rung.anchor,
    of: rung.of ?? "",
    offset: rung.offset,
    unit: rung.unit,
    edge: rung.edge,
    colour: rung.colour,
    shortest: rung.shortest,
    roles: [...new Set(tell.map(({ role }) => role))],
    ...(rung.level ? { level: rung.level } : {}),
    ...(rung.longest ? { longest: rung.longest } : {}),
    ...(rung.proposes ? { proposes: rung.proposes } : {}),
    ...(origin ? { article: origin.article } : {}),
  }));
}

type Given = {
  hall: string;
  item: string;
  fromOn: string;
  reason: string;
  rungs: RungDraft[];
  delays: SignalLadderInput["delays"];
};

export function inputOf({ rungs, item, ...given }: Given): SignalLadderInput {
  return { ...given, item: item || null, rungs: rungs.map(rungOf) };
}

function rungOf({ roles = [], ...rung }: RungDraft): SignalRungInput {
  return {
    ...rung,
    code: rung.code ?? "",
    anchor: rung.anchor ?? "PROMISED",
    offset: rung.offset ?? 0,
    unit: rung.unit ?? "WORKING_DAY",
    edge: rung.edge ?? "END",
    colour: rung.colour ?? "GREEN",
    tell: roles.map((role) => ({ role, channel: "IN_APP" })),
  };
}
