import { Alert, Button, Drawer, Form, Input, InputNumber, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type UserProblem, useSaying } from "../states/saying";
import type { OrderField } from "./orderActs";

export type OrderValues = Partial<Record<OrderField, string | number>>;
type Answer = { error?: string; refusals: (UserProblem & { field?: string | null })[] };

type Props = {
  title: string;
  fields: readonly OrderField[];
  initial?: OrderValues;
  fetching: boolean;
  send: (values: OrderValues) => Promise<Answer>;
  close: () => void;
};

/** The form of one act on an order; refusals stand at the field that they name. An act without fields asks to confirm. */
export function OrderForm({ title, fields, initial, fetching, send, close }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [form] = Form.useForm<OrderValues>();
  const [problems, setProblems] = useState<string[]>([]);
  const submit = async (values: OrderValues) => {
    const { error, refusals } = await send(values);
    const placed = refusals.filter(({ field }) => fields.some((one) => one === field));
    form.setFields(placed.map((refusal) => ({ name: refusal.field as OrderField, errors: [saying.ofUser(refusal)] })));
    const others = refusals.filter((refusal) => !placed.includes(refusal)).map(saying.ofUser);
    setProblems(error ? [error] : others);
  };
  return (
    <Drawer
      open
      title={title}
      onClose={close}
      size="large"
      footer={
        <Space>
          <Button type="primary" loading={fetching} onClick={() => form.submit()}>
            {t("act.submit")}
          </Button>
          <Button onClick={close}>{t("act.cancel")}</Button>
        </Space>
      }
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={submit}>
        <div aria-live="assertive">
          {problems.map((problem) => (
            <Alert key={problem} type="error" showIcon title={problem} style={{ marginBottom: 12 }} />
          ))}
        </div>
        {fields.length === 0 && <p>{t("order.confirm")}</p>}
        {fields.map((name) => (
          <Form.Item key={name} name={name} label={t(`order.field.${name}`)} required>
            {name === "replyDays" ? (
              <InputNumber min={1} max={60} />
            ) : (
              <Input.TextArea rows={4} maxLength={1000} showCount />
            )}
          </Form.Item>
        ))}
      </Form>
    </Drawer>
  );
}
