import type { CombinedError } from "urql";

/** The code of what went wrong: the server's `extensions.code`, or `NETWORK` when no answer came. */
export function problemCode(error: CombinedError): string {
  if (error.graphQLErrors.length === 0) return "NETWORK";
  const code = error.graphQLErrors[0]?.extensions.code;
  return typeof code === "string" ? code : "UNKNOWN";
}

/** The number under which the server's log has a failure of its own; empty where nothing failed there. */
export function traceId(error: CombinedError): string {
  const number = error.graphQLErrors[0]?.extensions.traceId;
  return typeof number === "string" ? number : "";
}

export const SIGNED_OUT_CODES: readonly string[] = ["NOT_SIGNED_IN"];
