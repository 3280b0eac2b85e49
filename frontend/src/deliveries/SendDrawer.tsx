import { Alert, Button, Drawer, Form, Input, Radio, Space } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import type { NoticeChannel } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { newKey } from "../window/newKey";
import { SendContactNoticeDocument, SendDocumentDocument, SendMessageDocument } from "./deliveryQueries";

/** What is sent: a document by its code, the notice of a first contact, or words about a case. */
export type Sent =
  | { what: "document"; code: string; title: string }
  | { what: "contact"; number: string; title: string }
  | { what: "message"; number: string; title: string };

type Values = { channel: NoticeChannel; address: string; text?: string };
type Props = { hall: string; sent: Sent; close: () => void; done: () => void };

/** To whom and by which channel. The address is kept with this message alone. */
export function SendDrawer({ hall, sent, close, done }: Props) {
  const { t } = useTranslation();
  const client = useClient();
  const saying = useSaying();
  const key = useRef(newKey());
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const channel = Form.useWatch("channel", form) ?? "EMAIL";
  const ask = (values: Values) => {
    const where = { hall, channel: values.channel, address: values.address, idempotencyKey: key.current };
    if (sent.what === "document")
      return client.mutation(SendDocumentDocument, { input: { ...where, code: sent.code } });
    const input = { ...where, number: sent.number };
    return sent.what === "contact"
      ? client.mutation(SendContactNoticeDocument, { input })
      : client.mutation(SendMessageDocument, { input: { ...input, text: values.text ?? "" } });
  };
  const submit = async (values: Values) => {
    setBusy(true);
    const { data, error } = await ask(values).toPromise();
    setBusy(false);
    const said = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(said);
    // Another try is another message; the same one again after a lost answer is not.
    if (!error) key.current = newKey();
    if (!said) done();
  };
  const needed = (field: string) => [{ required: true, whitespace: true, message: t("field.missing", { field }) }];
  const address = t(`delivery.address.${channel}`);
  return (
    <Drawer
      open
      size="large"
      title={sent.title}
      onClose={close}
      footer={
        <Space>
          <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
            {t("delivery.send")}
          </Button>
          <Button onClick={close}>{t("act.cancel")}</Button>
        </Space>
      }
    >
      <Form<Values> form={form} layout="vertical" initialValues={{ channel: "EMAIL" }} onFinish={submit}>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <Form.Item name="channel" label={t("delivery.channel")}>
          <Radio.Group
            options={(["EMAIL", "SMS"] as const).map((value) => ({ value, label: t(`noticeChannel.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="address" label={address} rules={needed(address)} extra={t("delivery.addressAbout")}>
          <Input maxLength={254} autoComplete="off" autoFocus />
        </Form.Item>
        {sent.what === "message" && (
          <Form.Item name="text" label={t("delivery.text")} rules={needed(t("delivery.text"))}>
            <Input.TextArea rows={4} maxLength={300} showCount />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}
