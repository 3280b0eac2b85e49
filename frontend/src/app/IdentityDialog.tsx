import { Alert, Form, Input, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { CodeField } from "../signin/CodeField";
import { useSaying } from "../states/saying";
import { answerWith } from "./confirmingFetch";
import { ConfirmIdentityDocument, ProofDocument } from "./sessionQueries";

type Fields = { password?: string; code?: string };

/** Before a sensitive act: the password again, and the code where there is a second factor. */
export function IdentityDialog() {
  const { t } = useTranslation();
  const saying = useSaying();
  const [form] = Form.useForm<Fields>();
  const answer = useRef<((is: boolean) => void) | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [{ data }] = useQuery({ query: ProofDocument, pause: !isOpen, requestPolicy: "network-only" });
  const [{ fetching }, confirm] = useMutation(ConfirmIdentityDocument);
  useEffect(
    () =>
      answerWith(() => {
        setProblem(undefined);
        setOpen(true);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      }),
    [],
  );
  const close = (is: boolean) => {
    setOpen(false);
    form.resetFields();
    answer.current?.(is);
  };
  const submit = async ({ password = "", code }: Fields) => {
    const told = await confirm({ password, code });
    const refusal = told.error ? saying.ofQuery(told.error) : told.data?.act.errors.map(saying.ofUser)[0];
    if (refusal) setProblem(refusal);
    else close(true);
  };
  const proof = data?.me?.secondFactor;
  return (
    <Modal
      open={isOpen}
      title={t("identity.title")}
      okText={t("identity.confirm")}
      confirmLoading={fetching}
      onOk={form.submit}
      onCancel={() => close(false)}
      forceRender
    >
      <p className="quiet">{t("identity.about")}</p>
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {proof?.hasPassword !== false && (
          <Form.Item
            name="password"
            label={t("signIn.password")}
            rules={[{ required: true, message: t("signIn.passwordMissing") }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
        )}
        {proof?.isOn && <CodeField />}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
