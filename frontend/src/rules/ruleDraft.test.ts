import { expect, it } from "vitest";
import { draftOf, type Fact, inputOf, inserted, NEW_RULE } from "./ruleDraft";

const FACTS = [
  { name: "corrections", kind: "int" },
  { name: "ended_at", kind: "timestamp" },
  { name: "is_partial", kind: "bool" },
  { name: "stages_missing", kind: "list" },
] as Fact[];
const EXAMPLE = { why: "缺", isHit: true };

it("sends each fact of a test by its type, and none that is not needed or not told", () => {
  const cells = {
    corrections: " 2 ",
    ended_at: "2026-09-01T10:00+08:00",
    is_partial: "",
    stages_missing: '["审核"]',
    no: "1",
  };
  const needs = FACTS.map(({ name }) => name);
  const [sent] = inputOf({ ...NEW_RULE, needs, examples: [{ ...EXAMPLE, cells }] }, FACTS).examples;
  expect(JSON.parse(sent?.facts ?? "")).toEqual({
    corrections: 2,
    ended_at: "2026-09-01T10:00+08:00",
    stages_missing: ["审核"],
  });
});

it("leaves what is no value to the server, which names the test", () => {
  const draft = {
    ...NEW_RULE,
    needs: ["stages_missing"],
    examples: [{ ...EXAMPLE, cells: { stages_missing: "[审" } }],
  };
  expect(inputOf(draft, FACTS).examples[0]?.facts).toBe('{"stages_missing": [审}');
});

it("begins a new version with what is published and sends it as it stands", () => {
  const facts = '{"corrections": 2, "ended_at": "2026-09-01T10:00+08:00", "is_partial": false, "stages_missing": []}';
  const rule = { ...NEW_RULE, code: "OWN", needs: FACTS, examples: [{ ...EXAMPLE, facts }] };
  const draft = draftOf(rule as unknown as Parameters<typeof draftOf>[0]);
  expect(draft.examples[0]?.cells).toMatchObject({ corrections: "2", is_partial: "false", stages_missing: "[]" });
  expect(JSON.parse(inputOf(draft, FACTS).examples[0]?.facts ?? "")).toEqual(JSON.parse(facts));
});

it("puts a fact where the caret stands", () => {
  expect(inserted("a &&  > 1", "b", 5, 5)).toEqual({ text: "a && b > 1", caret: 6 });
  expect(inserted("", "b", 0, 0)).toEqual({ text: "b", caret: 1 });
});
