import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";

/** Absent and hidden look alike: the page does not tell whether the thing exists. */
export function AbsentState({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <Result
      className="state"
      status="404"
      title={<h1>{text}</h1>}
      extra={
        <Button type="primary" href="/">
          {t("state.home")}
        </Button>
      }
    />
  );
}
