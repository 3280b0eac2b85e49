import { useTranslation } from "react-i18next";
import type { NoticeLineFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { useRuleName } from "../rules/useRuleName";

type NoticeParams = Partial<Record<"clock" | "rung" | "act" | "number" | "hall" | "hall_name" | "order", string>> & {
  rule?: { zh: string; en: string };
};

const MATTERS: Record<string, { path: string; acts: string }> = {
  ORDER: { path: "orders", acts: "orderAct" },
  ACCOUNTABILITY: { path: "accountability", acts: "accountabilityAct" },
  CIRCULAR: { path: "circulars", acts: "circularAct" },
};

/** Where the matter of a message is to be worked; null for one that leads nowhere. */
export function noticeAddress({ kind, caseNumber, hall, params }: NoticeLineFragment): string | null {
  if (caseNumber) return `/halls/${hall.code}/cases/${encodeURIComponent(caseNumber)}`;
  const said = JSON.parse(params) as NoticeParams;
  const page = MATTERS[kind];
  return page && said.order ? `/halls/${said.hall ?? hall.code}/${page.path}/${said.order}` : null;
}

/** Words a message from its kind and parameters; a kind unknown here still names itself and the case. */
export function useNoticeWords() {
  const { t, i18n } = useTranslation();
  const ruleName = useRuleName();
  const knownWord = useKnownWord();
  const clockWords = (clock: string) => {
    // A stage's clock is named STAGE:<stage>.
    const [name = "", stage = ""] = clock.split(":");
    return [knownWord("clockName", name), stage].join(" ").trim();
  };
  return ({ kind, caseNumber, params }: NoticeLineFragment): string => {
    const { clock = "", rung = "", act = "", number = "", hall_name = "", rule } = JSON.parse(params) as NoticeParams;
    const values = {
      kind,
      case: caseNumber ?? "",
      clock: rule ? ruleName(rule) : clockWords(clock),
      rung: knownWord("rung", rung),
      act: knownWord(MATTERS[kind]?.acts ?? "orderAct", act),
      number: number || t("notice.unnumbered"),
      hall: hall_name,
    };
    return knownWord("notice", i18n.exists(`notice.${kind}`) ? kind : "other", values);
  };
}
