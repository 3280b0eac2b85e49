import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** The browser's title: what is shown first, the product last. Nothing known yet leaves the title to what is shown instead. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation();
  const product = t("app.name");
  useEffect(() => {
    if (title) document.title = `${title} · ${product}`;
  }, [title, product]);
}
