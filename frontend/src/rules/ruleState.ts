import type { RuleLineFragment } from "../gql/graphql";

export const STATES = ["IN_FORCE", "COMING", "ENDED", "SHIPPED", "WAITING", "HELD"] as const;
export type RuleState = (typeof STATES)[number];

/** How a rule stands: held elsewhere, waiting for facts, in force, published for later, ended, or only shipped. */
export function stateOf(rule: RuleLineFragment): RuleState {
  if (rule.heldBy) return "HELD";
  if (rule.waitsFor.length > 0) return "WAITING";
  if (rule.isInForce) return "IN_FORCE";
  if (rule.versions.length === 0) return "SHIPPED";
  return isEnded(rule.versions) ? "ENDED" : "COMING";
}

/** Whether every hall that published it has ended it; versions come oldest first. */
export function isEnded(versions: readonly { hall: string; isEnd: boolean }[]): boolean {
  const last = new Map(versions.map(({ hall, isEnd }) => [hall, isEnd]));
  return [...last.values()].every((isEnd) => isEnd);
}

/** A share as people read it; none where nothing was found. */
export function showShare(share: number | null | undefined): string | null {
  return share == null ? null : `${(share * 100).toFixed(1)}%`;
}
