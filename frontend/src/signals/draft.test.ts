import { expect, it } from "vitest";
import type { RungFragment } from "../gql/graphql";
import { draftOf, inputOf } from "./draft";

const RUNG = {
  code: "near",
  name: null,
  anchor: "PROMISED",
  of: null,
  offset: -1,
  unit: "WORKING_DAY",
  edge: "OPEN",
  level: "YELLOW",
  colour: "YELLOW",
  shortest: 3,
  longest: null,
  proposes: null,
  tell: [{ role: "HANDLER", channel: "IN_APP" }],
  origin: { hallName: "河北省", tier: "PROVINCE", version: 1, fromOn: "2026-10-01", article: "7", cited: "第八条" },
} as unknown as RungFragment;

it("begins with what holds and sends it as it stands", () => {
  const sent = inputOf({ hall: "1", item: "", fromOn: "2026-10-14", reason: "r", rungs: draftOf([RUNG]), delays: [] });
  expect(sent).toEqual({
    hall: "1",
    item: null,
    fromOn: "2026-10-14",
    reason: "r",
    delays: [],
    rungs: [
      {
        code: "near",
        name: "",
        anchor: "PROMISED",
        of: "",
        offset: -1,
        unit: "WORKING_DAY",
        edge: "OPEN",
        level: "YELLOW",
        colour: "YELLOW",
        shortest: 3,
        tell: [{ role: "HANDLER", channel: "IN_APP" }],
        article: "7",
      },
    ],
  });
});

it("leaves the article of a rung without origin to be chosen", () => {
  expect(draftOf([{ ...RUNG, origin: null }])[0]?.article).toBeUndefined();
});
