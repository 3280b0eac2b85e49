import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { ArticleSelect } from "../register/ArticleSelect";
import { useSaying } from "../states/saying";
import { AddReasonDocument } from "./reasonQueries";

type Values = { code: string; name: string; ground: string; article?: string };

/** One more reason for this hall and all below it; the text of the law that it rests on is needed. */
export function AddReason({ hall, added }: { hall: string; added: () => void }) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, add] = useMutation(AddReasonDocument);
  const save = async (values: Values) => {
    const { data, error } = await add({ input: { hall, ...values } });
    const said = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(said);
    if (said) return;
    form.resetFields();
    added();
  };
  const needed = (field: string) => [{ required: true, whitespace: true, message: t("field.missing", { field }) }];
  return (
    <section className="panel" aria-labelledby="add-reason">
      <h2 id="add-reason">{t("reasons.add")}</h2>
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      <Form<Values> form={form} layout="vertical" onFinish={save}>
        <Form.Item name="code" label={t("reasons.code")} rules={needed(t("reasons.code"))}>
          <Input maxLength={24} />
        </Form.Item>
        <Form.Item name="name" label={t("reasons.name")} rules={needed(t("reasons.name"))}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="ground" label={t("reasons.ground")} rules={needed(t("reasons.ground"))}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        <Form.Item name="article" label={t("signals.article")} rules={needed(t("signals.article"))}>
          <ArticleSelect hall={hall} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={fetching}>
          {t("reasons.add")}
        </Button>
      </Form>
    </section>
  );
}
