import type { CombinedError } from "urql";

const FORBIDDEN = 403;

/** The code of what went wrong: the server's `extensions.code`; without one, by how its answer failed, or `NETWORK` for none. */
export function problemCode(error: CombinedError): string {
  const code = error.graphQLErrors[0]?.extensions.code;
  if (typeof code === "string") return code;
  if (error.graphQLErrors.length > 0) return "UNKNOWN";
  const { status } = (error.response ?? {}) as { status?: number };
  if (status === undefined) return "NETWORK";
  return status === FORBIDDEN ? "FORBIDDEN" : "SERVER_DOWN";
}

/** The number under which the server's log has a failure of its own; empty where nothing failed there. */
export function traceId(error: CombinedError): string {
  const number = error.graphQLErrors[0]?.extensions.traceId;
  return typeof number === "string" ? number : "";
}
