import type { CombinedError } from "urql";

/** The code of what went wrong: the server's `extensions.code`, or `NETWORK` when no answer came. */
export function problemCode(error: CombinedError): string {
  if (error.graphQLErrors.length === 0) return "NETWORK";
  const code = error.graphQLErrors[0]?.extensions.code;
  return typeof code === "string" ? code : "UNKNOWN";
}

export const SIGNED_OUT_CODES: readonly string[] = ["NOT_SIGNED_IN"];
