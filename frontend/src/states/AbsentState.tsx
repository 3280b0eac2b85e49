import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";

/** Absent and hidden look alike: the page does not tell whether the thing exists. */
export function AbsentState({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Result
      className="state"
      status="404"
      title={text}
      extra={
        <Button type="primary" href="/">
          {t("state.home")}
        </Button>
      }
    />
  );
}
