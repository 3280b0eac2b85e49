import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { useKnownWord } from "../messages/knownWord";
import { problemCode } from "./problem";

export type UserProblem = { code: string; message: string };

/** Words a refusal by its code; a code that the catalogue does not know keeps the server's own sentence. */
export function useSaying() {
  const knownWord = useKnownWord();
  const { i18n } = useTranslation();
  const ofUser = ({ code, message }: UserProblem): string =>
    i18n.exists(`problem.${code}`)
      ? knownWord("problem", code, { minutes: minutesIn(message) })
      : `${message} (${code})`;
  const ofQuery = (error: CombinedError): string =>
    ofUser({ code: problemCode(error), message: error.graphQLErrors[0]?.message ?? error.message });
  return { ofUser, ofQuery };
}

/** A lock-out names its minutes in the server's sentence; 15 is what the server is set to. */
function minutesIn(message: string): string {
  return /\d+/.exec(message)?.[0] ?? "15";
}
