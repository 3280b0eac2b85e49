import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { LanguageSwitch } from "../app/LanguageSwitch";
import { usePageTitle } from "../app/pageTitle";
import { ConfirmSignInDocument, SignInDocument, SignInProviderDocument } from "../app/sessionQueries";
import { useSaying } from "../states/saying";
import { CodeField } from "./CodeField";
import { safeNext } from "./safeNext";
import "./signin.css";

const PROVIDER_PROBLEMS: readonly string[] = ["OIDC_FAILED", "NOBODY_BOUND", "SUBJECT_TAKEN"];

type Fields = { username: string; password: string };

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t("signIn.title"));
  const [params] = useSearchParams();
  const saying = useSaying();
  const [problem, setProblem] = useState<string | undefined>(() => {
    // A provider that signed nobody in leads back here and says why.
    const code = params.get("problem") ?? "";
    return PROVIDER_PROBLEMS.includes(code) ? saying.ofUser({ code, message: "" }) : undefined;
  });
  const [{ fetching }, signIn] = useMutation(SignInDocument);
  const [needsCode, setNeedsCode] = useState(params.get("step") === "code");
  const [{ data: known }] = useQuery({ query: SignInProviderDocument });
  const [confirming, confirmSignIn] = useMutation(ConfirmSignInDocument);
  // A full load: the session's cookie and CSRF token are new, and nothing read before is kept.
  const enter = () => window.location.assign(safeNext(params.get("next")));
  const submit = async (fields: Fields) => {
    setProblem(undefined);
    const { data, error } = await signIn(fields);
    const refusal = data?.signIn.errors[0];
    if (error) setProblem(saying.ofQuery(error));
    else if (refusal) setProblem(saying.ofUser(refusal));
    else if (data?.signIn.needsCode) setNeedsCode(true);
    else enter();
  };
  const submitCode = async ({ code }: { code: string }) => {
    setProblem(undefined);
    const { data, error } = await confirmSignIn({ code });
    const refusal = data?.confirmSignIn.errors[0];
    if (error) setProblem(saying.ofQuery(error));
    else if (refusal) {
      setProblem(saying.ofUser(refusal));
      if (refusal.code === "SIGN_IN_AGAIN") setNeedsCode(false);
    } else enter();
  };
  return (
    <div className="sign-in">
      <div className="sign-in-language">
        <LanguageSwitch isSignedIn={false} />
      </div>
      <main className="sign-in-card">
        <h1>{t("app.name")}</h1>
        <p className="quiet">{t("app.line")}</p>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        {needsCode ? (
          <Form layout="vertical" requiredMark={false} onFinish={submitCode} disabled={confirming.fetching}>
            <CodeField autoFocus />
            <Button type="primary" htmlType="submit" size="large" block loading={confirming.fetching}>
              {t("signIn.submit")}
            </Button>
            <Button type="link" block onClick={() => setNeedsCode(false)}>
              {t("signIn.otherPerson")}
            </Button>
          </Form>
        ) : (
          <Form<Fields> layout="vertical" requiredMark={false} onFinish={submit} disabled={fetching}>
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
        )}
        {!needsCode && known?.signInProvider && (
          <Button className="sign-in-provider" size="large" block href="/sign-in/oidc">
            {t("signIn.with", { name: known.signInProvider })}
          </Button>
        )}
      </main>
    </div>
  );
}
