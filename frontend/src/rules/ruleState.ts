import type { RuleLineFragment } from "../gql/graphql";

export const STATES = ["IN_FORCE", "COMING", "SHIPPED", "WAITING", "HELD"] as const;
export type RuleState = (typeof STATES)[number];

/** How a rule stands: held by something else, waiting for facts, in force, published for later, or only shipped. */
export function stateOf(rule: RuleLineFragment): RuleState {
  if (rule.heldBy) return "HELD";
  if (rule.waitsFor.length > 0) return "WAITING";
  if (rule.isInForce) return "IN_FORCE";
  return rule.versions.length > 0 ? "COMING" : "SHIPPED";
}

/** A share as people read it; none where nothing was found. */
export function showShare(share: number | null | undefined): string | null {
  return share == null ? null : `${(share * 100).toFixed(1)}%`;
}
