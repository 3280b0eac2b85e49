import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { StatePage } from "./StatePage";

export function ForbiddenState({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <StatePage sign="forbidden" title={text} detail={t("state.forbiddenNext")}>
      <Button type="primary" href="/">
        {t("state.home")}
      </Button>
    </StatePage>
  );
}
