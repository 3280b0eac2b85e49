import { Alert, App, Button, Checkbox, Form, Input, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { ShownChannelFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { SetChannelDocument } from "./deliveryQueries";

type Values = {
  isOfficeOnly: boolean;
  quietFrom?: string;
  quietTo?: string;
  price?: number | null;
  monthlyCap?: number | null;
};
type Props = { hall: string; channel: ShownChannelFragment; changed: () => void };

/** One channel. Money is shown in yuan and kept in fen. */
export function ChannelPanel({ hall, channel, changed }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, set] = useMutation(SetChannelDocument);
  const name = t(`noticeChannel.${channel.channel}`);
  const save = async (values: Values) => {
    const input = {
      hall,
      channel: channel.channel,
      isOfficeOnly: values.isOfficeOnly,
      quietFrom: values.quietFrom || null,
      quietTo: values.quietTo || null,
      price: inFen(values.price) ?? 0,
      monthlyCap: inFen(values.monthlyCap),
    };
    const { data, error } = await set({ input });
    const said = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(said);
    if (said) return;
    message.success(t("channels.saved"));
    changed();
  };
  const first: Values = {
    isOfficeOnly: channel.isOfficeOnly,
    quietFrom: channel.quietFrom ?? "",
    quietTo: channel.quietTo ?? "",
    price: channel.price / 100,
    monthlyCap: channel.monthlyCap === null || channel.monthlyCap === undefined ? null : channel.monthlyCap / 100,
  };
  const id = `channel-${channel.channel}`;
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {!channel.isOffered && <Alert type="info" showIcon title={t("channels.off")} />}
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      <Form<Values> className="narrow-form" name={id} layout="vertical" initialValues={first} onFinish={save}>
        <Form.Item name="isOfficeOnly" valuePropName="checked">
          <Checkbox>{t("channels.officeOnly")}</Checkbox>
        </Form.Item>
        <Form.Item name="quietFrom" label={t("channels.quietFrom")}>
          <Input type="time" />
        </Form.Item>
        <Form.Item name="quietTo" label={t("channels.quietTo")}>
          <Input type="time" />
        </Form.Item>
        {channel.channel === "SMS" && (
          <>
            <Form.Item name="price" label={t("channels.price")}>
              <InputNumber min={0} precision={2} step={0.01} />
            </Form.Item>
            <Form.Item
              name="monthlyCap"
              label={t("channels.cap")}
              extra={t("channels.spent", { amount: (channel.spent / 100).toFixed(2) })}
            >
              <InputNumber min={0} precision={2} />
            </Form.Item>
          </>
        )}
        <Button type="primary" htmlType="submit" loading={fetching} aria-label={t("channels.saveOf", { name })}>
          {t("channels.save")}
        </Button>
      </Form>
    </section>
  );
}

function inFen(yuan: number | null | undefined): number | null {
  return yuan === null || yuan === undefined ? null : Math.round(yuan * 100);
}
