import { useTranslation } from "react-i18next";
import { usePageTitle } from "../app/pageTitle";
import { AbsentState } from "./AbsentState";

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t("state.notFoundTitle"));
  return <AbsentState text={t("state.notFound")} />;
}
