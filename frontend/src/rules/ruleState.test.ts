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

it("says how a rule stands", () => {
  expect(stateOf(RULE)).toBe("SHIPPED");
  expect(stateOf({ ...RULE, versions: [{ id: "1" }] })).toBe("COMING");
  expect(stateOf({ ...RULE, versions: [{ id: "1" }], isInForce: true })).toBe("IN_FORCE");
  expect(stateOf({ ...RULE, versions: [{ id: "1" }], waitsFor: ["item_cancelled_on"] })).toBe("WAITING");
  expect(stateOf({ ...RULE, heldBy: "PROMISED" })).toBe("HELD");
});

it("shows no share of nothing", () => {
  expect(showShare(null)).toBeNull();
  expect(showShare(0)).toBe("0.0%");
  expect(showShare(0.25)).toBe("25.0%");
});
