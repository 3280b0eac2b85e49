import type { RuleDraftQuery, RuleInput } from "../gql/graphql";

export type Fact = RuleDraftQuery["ruleFacts"][number];
type Written = RuleDraftQuery["rules"][number];

/** One of the rule's own tests while it is written: what is typed for each fact, empty where it is not told. */
export type ExampleDraft = { why: string; isHit: boolean; cells: Record<string, string> };
export type RuleDraft = Omit<RuleInput, "examples" | "ground"> & { examples: ExampleDraft[] };

const QUOTED = ["string", "timestamp"];

/** A new rule begins with the two tests that every rule has. */
export const NEW_RULE: RuleDraft = {
  code: "",
  zh: "",
  en: "",
  severity: "YELLOW",
  phase: "DURING",
  source: "",
  needs: [],
  when: "",
  at: "ended_at",
  examples: [
    { why: "", isHit: true, cells: {} },
    { why: "", isHit: false, cells: {} },
  ],
};

/** A new version begins with what is published. */
export function draftOf({ code, zh, en, severity, phase, source, needs, when, at, examples }: Written): RuleDraft {
  return {
    code,
    zh,
    en,
    severity,
    phase,
    source,
    when,
    at,
    needs: needs.map(({ name }) => name),
    examples: examples.map(({ why, isHit, facts }) => ({ why, isHit, cells: cellsOf(JSON.parse(facts)) })),
  };
}

function cellsOf(facts: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** As it is sent. What is typed is not judged here: the server says at which test it is no fact. */
export function inputOf({ examples, ...rule }: RuleDraft, facts: readonly Fact[]): RuleInput {
  const kinds = new Map(facts.map(({ name, kind }) => [name, kind]));
  return {
    ...rule,
    examples: examples.map(({ why, isHit, cells }) => ({ why, isHit, facts: factsText(rule.needs, cells, kinds) })),
  };
}

function factsText(needs: readonly string[], cells: Record<string, string>, kinds: Map<string, string>): string {
  const told = needs.map((name) => [name, cells[name]?.trim() ?? ""] as const).filter(([, text]) => text !== "");
  const members = told.map(([name, text]) => {
    const value = QUOTED.includes(kinds.get(name) ?? "") ? JSON.stringify(text) : text;
    return `${JSON.stringify(name)}: ${value}`;
  });
  return `{${members.join(", ")}}`;
}

/** The text with a name put in place of what is selected, and where the caret then stands. */
export function inserted(text: string, name: string, from: number, to: number): { text: string; caret: number } {
  return { text: text.slice(0, from) + name + text.slice(to), caret: from + name.length };
}
