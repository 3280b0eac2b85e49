import { Alert, App, Button, DatePicker, Drawer, Form, Input, Space } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { RegisterLocalRuleDocument } from "./registerQueries";

type Values = {
  code?: string;
  title?: string;
  number?: string;
  organ?: string;
  fromOn?: Dayjs;
  source?: string;
  articles?: { number?: string; text?: string }[];
};
const TEXTS = ["code", "title", "number", "organ", "source"] as const;

/** A rule of the own tier with its articles, as its document has them; it is not changed afterwards. */
export function RegisterRule({ hall, done }: { hall: string; done: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<Values>();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const [{ fetching }, register] = useMutation(RegisterLocalRuleDocument);
  const send = async ({ fromOn, articles = [], ...given }: Values) => {
    const input = {
      hall,
      code: given.code ?? "",
      title: given.title ?? "",
      number: given.number ?? "",
      organ: given.organ ?? "",
      source: given.source ?? "",
      fromOn: fromOn?.format("YYYY-MM-DD") ?? "",
      articles: articles.map(({ number = "", text = "" }) => ({ number, text })),
    };
    const { data, error } = await register({ input });
    const refusal = data?.act.errors[0];
    if (error || refusal) return setProblem(error ? saying.ofQuery(error) : refusal ? saying.ofUser(refusal) : "");
    message.success(t("act.recorded", { act: t("localRule.register") }));
    setOpen(false);
    form.resetFields();
    done();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("localRule.register")}</Button>
      <Drawer
        open={isOpen}
        title={t("localRule.register")}
        onClose={() => setOpen(false)}
        size="large"
        footer={
          <Space>
            <Button type="primary" loading={fetching} onClick={() => form.submit()}>
              {t("act.submit")}
            </Button>
            <Button onClick={() => setOpen(false)}>{t("act.cancel")}</Button>
          </Space>
        }
      >
        <Form form={form} layout="vertical" initialValues={{ articles: [{}] }} onFinish={send}>
          <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
          {TEXTS.map((name) => (
            <Form.Item key={name} name={name} label={t(`localRule.${name === "title" ? "name" : name}`)}>
              <Input maxLength={200} />
            </Form.Item>
          ))}
          <Form.Item
            name="fromOn"
            label={t("localRule.fromOn")}
            rules={[{ required: true, message: t("problem.REQUIRED") }]}
          >
            <DatePicker />
          </Form.Item>
          <Form.List name="articles">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <div key={key}>
                    <Form.Item name={[name, "number"]} label={t("localRule.article")}>
                      <Input maxLength={32} />
                    </Form.Item>
                    <Form.Item name={[name, "text"]} label={t("localRule.text")}>
                      <Input.TextArea rows={3} maxLength={5000} />
                    </Form.Item>
                    {fields.length > 1 && <Button onClick={() => remove(name)}>{t("localRule.removeArticle")}</Button>}
                  </div>
                ))}
                <Button onClick={() => add({})}>{t("localRule.addArticle")}</Button>
              </>
            )}
          </Form.List>
        </Form>
      </Drawer>
    </>
  );
}
