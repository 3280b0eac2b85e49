import { Alert, Button, Form, Input, InputNumber, type InputRef, Radio } from "antd";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { actInput } from "../casefile/acts/actInput";
import type { ContactWay } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { ContactItem } from "./ContactItem";
import { RecordContactDocument } from "./contactQueries";

const WAYS: readonly ContactWay[] = ["WINDOW", "PHONE", "ONLINE", "LETTER", "OTHER"];
const FIELDS: readonly string[] = ["askerName", "question", "way", "item", "replyDays", "answer"];

type Fields = {
  askerName: string;
  question: string;
  way: ContactWay;
  item?: string;
  replyDays?: number | null;
  answer?: string;
};
type Props = { hall: string; first: RefObject<InputRef | null>; recorded: (number: string) => void };

/** Who asks, about what; whoever records it answers for it until somebody takes it over. */
export function ContactForm({ hall, first, recorded }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [form] = Form.useForm<Fields>();
  const [problems, setProblems] = useState<string[]>([]);
  const [{ fetching }, record] = useMutation(RecordContactDocument);
  const submit = async (values: Fields) => {
    setProblems([]);
    const input = { hall, ...(actInput(values) as Fields) };
    const { data, error } = await record({ input });
    if (error) return setProblems([saying.ofQuery(error)]);
    const { contact, errors = [] } = data?.act ?? {};
    if (contact) {
      form.resetFields();
      return recorded(contact.number);
    }
    const placed = errors.filter(({ field }) => field && FIELDS.includes(field));
    form.setFields(placed.map((one) => ({ name: one.field as keyof Fields, errors: [saying.ofUser(one)] })));
    setProblems(errors.filter((one) => !placed.includes(one)).map(saying.ofUser));
  };
  const needed = (field: string) => [{ required: true, whitespace: true, message: t("field.missing", { field }) }];
  return (
    <Form<Fields> form={form} layout="vertical" initialValues={{ way: "WINDOW" }} onFinish={submit}>
      <div aria-live="assertive">
        {problems.map((problem) => (
          <Alert key={problem} type="error" showIcon title={problem} style={{ marginBottom: 12 }} />
        ))}
      </div>
      <Form.Item name="askerName" label={t("contact.askerName")} rules={needed(t("contact.askerName"))}>
        <Input ref={first} maxLength={128} autoComplete="off" />
      </Form.Item>
      <Form.Item name="question" label={t("contact.question")} rules={needed(t("contact.question"))}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="item" label={t("item.label")}>
        <ContactItem hall={hall} />
      </Form.Item>
      <Form.Item name="way" label={t("contact.way")}>
        <Radio.Group options={WAYS.map((value) => ({ value, label: t(`contactWay.${value}`) }))} />
      </Form.Item>
      <Form.Item name="replyDays" label={t("contact.replyDays")} extra={t("contact.replyDaysHint")}>
        <InputNumber min={1} max={90} precision={0} />
      </Form.Item>
      <Form.Item name="answer" label={t("contact.answer")} extra={t("contact.answerHint")}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={fetching}>
        {t("contact.record")}
      </Button>
    </Form>
  );
}
