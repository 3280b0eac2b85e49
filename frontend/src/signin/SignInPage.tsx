import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useMutation } from "urql";
import { LanguageSwitch } from "../app/LanguageSwitch";
import { usePageTitle } from "../app/pageTitle";
import { SignInDocument } from "../app/sessionQueries";
import { useSaying } from "../states/saying";
import { safeNext } from "./safeNext";
import "./signin.css";

type Fields = { username: string; password: string };

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t("signIn.title"));
  const [params] = useSearchParams();
  const saying = useSaying();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, signIn] = useMutation(SignInDocument);
  const submit = async (fields: Fields) => {
    setProblem(undefined);
    const { data, error } = await signIn(fields);
    const refusal = data?.signIn.errors[0];
    if (error) setProblem(saying.ofQuery(error));
    else if (refusal) setProblem(saying.ofUser(refusal));
    // A full load: the session's cookie and CSRF token are new, and nothing read before is kept.
    else window.location.assign(safeNext(params.get("next")));
  };
  return (
    <div className="sign-in">
      <div className="sign-in-language">
        <LanguageSwitch isSignedIn={false} />
      </div>
      <main className="sign-in-card">
        <h1>{t("app.name")}</h1>
        <p className="quiet">{t("app.line")}</p>
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={submit} disabled={fetching}>
          <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
          <Form.Item
            name="username"
            label={t("signIn.username")}
            rules={[{ required: true, message: t("signIn.usernameMissing") }]}
          >
            <Input autoFocus autoComplete="username" size="large" />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("signIn.password")}
            rules={[{ required: true, message: t("signIn.passwordMissing") }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={fetching}>
            {t("signIn.submit")}
          </Button>
        </Form>
      </main>
    </div>
  );
}
