import { expect, it } from "vitest";
import type { RuleLineFragment } from "../gql/graphql";
import { showShare, stateOf } from "./ruleState";

const RULE: RuleLineFragment = {
  code: "BACK_ENTRY",
  zh: "",
  en: "",
  severity: "RED",
  phase: "AFTER",
  ground: "",
  source: "",
  heldBy: null,
  isInForce: false,
  waitsFor: [],
  found: 0,
  setAside: 0,
  falseAlarmRate: null,
  versions: [],
};

const V1 = { id: "1", hall: "1", isEnd: false };

it("says how a rule stands", () => {
  expect(stateOf(RULE)).toBe("SHIPPED");
  expect(stateOf({ ...RULE, versions: [V1] })).toBe("COMING");
  expect(stateOf({ ...RULE, versions: [V1, { ...V1, isEnd: true }] })).toBe("ENDED");
  expect(stateOf({ ...RULE, versions: [V1, { ...V1, isEnd: true }, { ...V1, hall: "2" }] })).toBe("COMING");
  expect(stateOf({ ...RULE, versions: [V1], isInForce: true })).toBe("IN_FORCE");
  expect(stateOf({ ...RULE, versions: [V1], waitsFor: ["item_cancelled_on"] })).toBe("WAITING");
  expect(stateOf({ ...RULE, heldBy: "PROMISED" })).toBe("HELD");
});

it("shows no share of nothing", () => {
  expect(showShare(null)).toBeNull();
  expect(showShare(0)).toBe("0.0%");
  expect(showShare(0.25)).toBe("25.0%");
});
