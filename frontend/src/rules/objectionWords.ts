import { useTranslation } from "react-i18next";
import { type UserProblem, useSaying } from "../states/saying";

/** Why a draft is refused; `place` is that of a test from 0, `line` and `column` of the condition from 1. */
export type Objection = UserProblem & {
  field: string;
  line?: number | null;
  column?: number | null;
  place?: number | null;
};

/** What the server found names a fact, a sign or a test, so its own sentence follows the words for it. */
const NAMING = ["BAD_EXPRESSION", "UNKNOWN_FACT", "FACT_NOT_NAMED"];

/** An objection in words, with its line and column. */
export function useObjectionWords(): (objection: Objection) => string {
  const { t } = useTranslation();
  const saying = useSaying();
  return (objection) => {
    const { code, message, line, column } = objection;
    const place = line && column ? t("rule.at", { line, column }) : "";
    const parts = [place, saying.ofUser(objection), NAMING.includes(code) ? message : ""];
    return parts.filter(Boolean).join(" ");
  };
}
