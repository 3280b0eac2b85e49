import { useTranslation } from "react-i18next";

type Named = { zh: string; en: string };

/** Rules and facts are data in both languages; pages show that of the reader. */
export function useRuleName(): (named: Named) => string {
  const { i18n } = useTranslation();
  return ({ zh, en }) => (i18n.language.startsWith("en") ? en : zh);
}
