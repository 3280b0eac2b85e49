import { useTranslation } from "react-i18next";

/** Which browser on which system, as far as it said so. */
export function useClientWords() {
  const { t } = useTranslation();
  return ({ browser, system }: { browser: string; system: string }): string =>
    (browser && system ? t("account.browserOn", { browser, system }) : browser || system) ||
    t("account.unknownBrowser");
}
