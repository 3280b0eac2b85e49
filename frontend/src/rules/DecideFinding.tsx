import { Alert, App, Button, Drawer, Form, Input, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { DecideFindingDocument } from "./ruleQueries";

type Props = { hall: string; number: string; code: string; isSetAside: boolean; close: () => void };

/** A finding of a rule is set aside as wrong, or stands again; either with a reason that stands beside it. */
export function DecideFinding({ hall, number, code, isSetAside, close }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<{ reason: string }>();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, decide] = useMutation(DecideFindingDocument);
  const send = async ({ reason = "" }: { reason?: string }) => {
    const { data, error } = await decide({ input: { hall, number, code, isSetAside, reason } });
    const refusal = data?.act.errors[0];
    if (error) return setProblem(saying.ofQuery(error));
    if (refusal) return setProblem(saying.ofUser(refusal));
    message.success(t("finding.decided"));
    close();
  };
  return (
    <Drawer
      open
      title={t(isSetAside ? "finding.decideTitle" : "finding.restoreTitle")}
      onClose={close}
      footer={
        <Space>
          <Button type="primary" loading={fetching} onClick={() => form.submit()}>
            {t("act.submit")}
          </Button>
          <Button onClick={close}>{t("act.cancel")}</Button>
        </Space>
      }
    >
      <Form form={form} layout="vertical" onFinish={send}>
        <p className="quiet">{t("finding.reasonHint")}</p>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <Form.Item name="reason" label={t("finding.reason")} required>
          <Input.TextArea rows={4} maxLength={300} showCount />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
