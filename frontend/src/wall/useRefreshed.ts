import { useState } from "react";
import { useQuery } from "urql";
import type { RegionQuery } from "../gql/graphql";
import { RegionDocument } from "../region/regionQueries";
import { useEachMinute } from "./useEachMinute";
import { dayOf, wallVariables } from "./wallVariables";

/** The region's figures, asked anew each minute; when that fails, the last ones stay beside what is wrong. */
export function useRefreshed(code: string, today: string) {
  const [kept, setKept] = useState<RegionQuery>();
  const shown = kept?.hall?.code === code ? kept : undefined;
  const variables = wallVariables(code, dayOf(shown?.hall?.current.asOf, today));
  const [{ data, error }, run] = useQuery({ query: RegionDocument, variables, requestPolicy: "cache-and-network" });
  if (data && data !== kept) setKept(data);
  useEachMinute(run);
  return { data: data ?? shown, error, variables, retry: () => run({ requestPolicy: "network-only" }) };
}
