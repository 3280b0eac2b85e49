import { Alert, App, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { ChangePasswordDocument } from "./accountQueries";

type Fields = { old: string; fresh: string; again: string };
const SHORTEST = 12;

/** A new password; it ends all other sessions of the person. */
export function PasswordPanel({ changed }: { changed: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, change] = useMutation(ChangePasswordDocument);
  const submit = async ({ old, fresh }: Fields) => {
    const { data, error } = await change({ old, fresh });
    const refusal = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(refusal);
    if (refusal) return;
    form.resetFields();
    message.success(t("account.passwordChanged"));
    changed();
  };
  return (
    <section className="panel" aria-labelledby="password">
      <h2 id="password">{t("account.password")}</h2>
      <p className="quiet">{t("account.passwordAbout")}</p>
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      <Form<Fields> form={form} layout="vertical" className="narrow-form" requiredMark={false} onFinish={submit}>
        <Form.Item
          name="old"
          label={t("account.oldPassword")}
          rules={[{ required: true, message: t("signIn.passwordMissing") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="fresh"
          label={t("account.newPassword")}
          rules={[{ required: true, min: SHORTEST, message: t("problem.PASSWORD_TOO_SHORT") }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("account.passwordAgain")}
          dependencies={["fresh"]}
          rules={[
            ({ getFieldValue }) => ({
              validator: async (_, value) => {
                if (value !== getFieldValue("fresh")) throw new Error(t("account.passwordsDiffer"));
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" type="primary" loading={fetching}>
          {t("account.changePassword")}
        </Button>
      </Form>
    </section>
  );
}
