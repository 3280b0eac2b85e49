import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router-dom";
import { StatePage } from "./StatePage";

/** A page that broke or whose chunk did not come (a new version was deployed): loading it again is the next step. */
export function RouteProblem() {
  const { t } = useTranslation();
  const problem = useRouteError();
  return (
    <StatePage
      sign="broken"
      title={t("state.broken")}
      detail={problem instanceof Error ? t("state.code", { code: problem.message }) : undefined}
    >
      <Button type="primary" onClick={() => window.location.reload()}>
        {t("state.reload")}
      </Button>
      <Button href="/">{t("state.home")}</Button>
    </StatePage>
  );
}
