import { Alert, Button, DatePicker, Drawer, Form, Input, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { useToday } from "../app/session";
import { ArticleSelect } from "../register/ArticleSelect";
import { type UserProblem, useSaying } from "../states/saying";

type Begin = { fromOn: string; article: string | null; reason: string };
type Answer = { error?: CombinedError | undefined; errors?: (UserProblem & { field?: string | null })[] | undefined };
type Values = { fromOn: Dayjs; article?: string; reason?: string };
type Props = { hall: string; title: string; hint: string; act: (begin: Begin) => Promise<Answer> };

const FIELDS = ["fromOn", "article", "reason"] as const;

/** A button and its drawer: what is done to a rule from a day on, with the article that justifies it and a reason. */
export function RuleAct({ hall, title, hint, act }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const tomorrow = dayjs(useToday()).add(1, "day");
  const [form] = Form.useForm<Values>();
  const [isOpen, setOpen] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState("");
  const send = async ({ fromOn, article, reason = "" }: Values) => {
    setSending(true);
    const { error, errors = [] } = await act({
      fromOn: fromOn.format("YYYY-MM-DD"),
      article: article ?? null,
      reason,
    });
    setSending(false);
    form.setFields(
      FIELDS.map((name) => ({ name, errors: errors.filter(({ field }) => field === name).map(saying.ofUser) })),
    );
    const other = errors.find(({ field }) => !FIELDS.some((name) => name === field));
    setProblem(error ? saying.ofQuery(error) : other ? saying.ofUser(other) : "");
    if (!error && errors.length === 0) setOpen(false);
  };
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Drawer
        open={isOpen}
        title={title}
        onClose={() => setOpen(false)}
        footer={
          <Space>
            <Button type="primary" loading={isSending} onClick={() => form.submit()}>
              {t("act.submit")}
            </Button>
            <Button onClick={() => setOpen(false)}>{t("act.cancel")}</Button>
          </Space>
        }
      >
        <p>{hint}</p>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <Form form={form} layout="vertical" initialValues={{ fromOn: tomorrow }} onFinish={send}>
          <Form.Item name="fromOn" label={t("rule.publishFrom")} required>
            <DatePicker allowClear={false} minDate={tomorrow} />
          </Form.Item>
          <Form.Item name="article" label={t("signals.article")} required>
            <ArticleSelect hall={hall} />
          </Form.Item>
          <Form.Item name="reason" label={t("signals.reason")} required>
            <Input.TextArea rows={3} maxLength={300} />
          </Form.Item>
        </Form>
      </Drawer>
    </>
  );
}
