import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** The browser's title: what is shown first, the product last. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTranslation();
  const product = t("app.name");
  useEffect(() => {
    document.title = title ? `${title} · ${product}` : product;
  }, [title, product]);
}
