import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { StatePage } from "./StatePage";

/** Absent and hidden look alike: the page does not tell whether the thing exists. */
export function AbsentState({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <StatePage sign="absent" title={text}>
      <Button type="primary" href="/">
        {t("state.home")}
      </Button>
    </StatePage>
  );
}
