import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";

export function ForbiddenState({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Result
      className="state"
      status="403"
      title={<h1>{text}</h1>}
      subTitle={t("state.forbiddenNext")}
      extra={
        <Button type="primary" href="/">
          {t("state.home")}
        </Button>
      }
    />
  );
}
