import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** The code of the telephone, or a recovery code. */
export function CodeField({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="code"
      label={t("signIn.code")}
      extra={t("signIn.codeHint")}
      rules={[{ required: true, message: t("signIn.codeMissing") }]}
    >
      <Input autoFocus={autoFocus} autoComplete="one-time-code" inputMode="numeric" maxLength={16} size="large" />
    </Form.Item>
  );
}
