import { useTranslation } from "react-i18next";
import type { NoticeLineFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

/** Words a message from its kind and parameters; a kind unknown here still names itself and the case. */
export function useNoticeWords() {
  const { i18n } = useTranslation();
  const knownWord = useKnownWord();
  const clockWords = (clock: string) => {
    // A stage's clock is named STAGE:<stage>.
    const [name = "", stage = ""] = clock.split(":");
    return [knownWord("clockName", name), stage].join(" ").trim();
  };
  return ({ kind, caseNumber, params }: NoticeLineFragment): string => {
    const { clock = "", rung = "" } = JSON.parse(params) as { clock?: string; rung?: string };
    const values = { kind, case: caseNumber ?? "", clock: clockWords(clock), rung: knownWord("rung", rung) };
    return knownWord("notice", i18n.exists(`notice.${kind}`) ? kind : "other", values);
  };
}
