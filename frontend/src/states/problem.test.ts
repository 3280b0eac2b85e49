import { CombinedError } from "urql";
import { expect, test } from "vitest";
import { problemCode, traceId } from "./problem";

test("a failure of the server brings the number to tell support", () => {
  const extensions = { code: "INTERNAL", traceId: "0123456789abcdef" };
  const failed = new CombinedError({ graphQLErrors: [{ message: "Something went wrong.", extensions }] });
  expect([problemCode(failed), traceId(failed)]).toEqual(["INTERNAL", "0123456789abcdef"]);
});

test("a refusal and a lost connection have no number", () => {
  const refused = new CombinedError({ graphQLErrors: [{ message: "No.", extensions: { code: "NOT_FOUND" } }] });
  const offline = new CombinedError({ networkError: new Error("offline") });
  expect([traceId(refused), traceId(offline)]).toEqual(["", ""]);
});

test("an answer that is no answer of the program is told from no answer at all", () => {
  const failed = (status: number) =>
    new CombinedError({ networkError: new Error("No Content"), response: { status } as Response });
  expect([502, 403].map((status) => problemCode(failed(status)))).toEqual(["SERVER_DOWN", "FORBIDDEN"]);
  expect(problemCode(new CombinedError({ networkError: new Error("offline") }))).toBe("NETWORK");
});
