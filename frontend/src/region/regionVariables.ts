import type { RegionQueryVariables } from "../gql/graphql";
import type { RegionAddress } from "./regionAddress";

export type RegionVariables = RegionQueryVariables;

/** Without a comparison its dates repeat the period's and are not asked for (`isCompared`). */
export function regionVariables(code: string, { period, compared }: RegionAddress): RegionVariables {
  const other = compared ?? period;
  return { code, ...period, cmpFrom: other.from, cmpTo: other.to, isCompared: compared !== undefined };
}
