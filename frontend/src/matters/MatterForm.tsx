import { Alert, Button, DatePicker, Drawer, Form, Input, InputNumber, Select, Space } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKnownWord } from "../messages/knownWord";
import { ArticleSelect } from "../register/ArticleSelect";
import { type UserProblem, useSaying } from "../states/saying";

/** How a member of an act is asked: a long text, a line, working days, a day, a word of the catalogue, an article. */
export type Asked =
  | { kind: "text" | "day" }
  | { kind: "line"; optional?: true }
  | { kind: "days"; most: number }
  | { kind: "article"; hall: string }
  | { kind: "choice"; words: string; values: readonly string[]; optional?: true };
export type Fields = Readonly<Record<string, Asked>>;
export type Values = Record<string, string | number | Dayjs | undefined>;
export type Refusal = UserProblem & { field?: string | null };
type Answer = { error?: string; refusals: Refusal[] };

type Props = {
  title: string;
  fields: Fields;
  initial?: Values;
  fetching: boolean;
  send: (values: Values) => Promise<Answer>;
  close: () => void;
};

/** The form of one act on a matter; refusals stand at the field that they name. An act without fields asks to confirm. */
export function MatterForm({ title, fields, initial, fetching, send, close }: Props) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const saying = useSaying();
  const [form] = Form.useForm<Values>();
  const [problems, setProblems] = useState<string[]>([]);
  const submit = async (values: Values) => {
    const { error, refusals } = await send(values);
    const placed = refusals.filter(({ field }) => field && field in fields);
    form.setFields(
      Object.keys(fields).map((name) => ({
        name,
        errors: placed.filter(({ field }) => field === name).map(saying.ofUser),
      })),
    );
    const others = refusals.filter((refusal) => !placed.includes(refusal)).map(saying.ofUser);
    setProblems(error ? [error] : others);
  };
  const names = Object.entries(fields);
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
        {names.length === 0 && <p>{t("order.confirm")}</p>}
        {names.map(([name, asked]) => (
          <Form.Item key={name} name={name} label={knownWord("order.field", name)} required={!("optional" in asked)}>
            {control(asked, knownWord)}
          </Form.Item>
        ))}
      </Form>
    </Drawer>
  );
}

function control(asked: Asked, knownWord: ReturnType<typeof useKnownWord>) {
  switch (asked.kind) {
    case "days":
      return <InputNumber min={1} max={asked.most} />;
    case "day":
      return <DatePicker />;
    case "article":
      return <ArticleSelect hall={asked.hall} />;
    case "line":
      return <Input maxLength={200} />;
    case "choice":
      return (
        <Select
          allowClear={asked.optional === true}
          options={asked.values.map((value) => ({ value, label: knownWord(asked.words, value) }))}
        />
      );
    case "text":
      return <Input.TextArea rows={4} maxLength={1000} showCount />;
  }
}
