import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router-dom";

/** A page that broke or whose chunk did not come (a new version was deployed): loading it again is the next step. */
export function RouteProblem() {
  const { t } = useTranslation();
  const problem = useRouteError();
  return (
    <Result
      className="state"
      status="500"
      title={<h1>{t("state.broken")}</h1>}
      subTitle={problem instanceof Error ? problem.message : undefined}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t("state.reload")}
        </Button>
      }
    />
  );
}
