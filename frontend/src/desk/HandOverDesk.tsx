import { Alert, App, Button, Drawer, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "../gql";
import { useSaying } from "../states/saying";
import { ColleagueSelect } from "./ColleagueSelect";

const HandOverDeskDocument = graphql(`
  mutation HandOverDesk($input: HandOverDeskInput!) {
    handOverDesk(input: $input) {
      count
      errors {
        code
        message
        field
      }
    }
  }
`);

type Fields = { of: string; to: string; reason: string };

/** All open cases of one clerk to another, with the reason that each case then shows. */
export function HandOverDesk({ hall, done }: { hall: string; done: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<Fields>();
  const [isOpen, setOpen] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const [{ fetching }, send] = useMutation(HandOverDeskDocument);
  const submit = async (fields: Fields) => {
    const { data, error } = await send({ input: { hall, ...fields } });
    if (error) return setProblems([saying.ofQuery(error)]);
    const { count, errors = [] } = data?.handOverDesk ?? {};
    setProblems(errors.map(saying.ofUser));
    if (errors.length > 0) return;
    message.success(t("desk.handedOver", { count: count ?? 0 }));
    setOpen(false);
    done();
  };
  const needed = (field: string) => [{ required: true, message: t("field.missing", { field }) }];
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("desk.handOver")}</Button>
      <Drawer
        open={isOpen}
        destroyOnHidden
        title={t("desk.handOver")}
        onClose={() => setOpen(false)}
        footer={
          <Button type="primary" loading={fetching} onClick={() => form.submit()}>
            {t("act.submit")}
          </Button>
        }
      >
        <Form form={form} layout="vertical" onFinish={submit}>
          <div aria-live="assertive">
            {problems.map((problem) => (
              <Alert key={problem} type="error" showIcon title={problem} style={{ marginBottom: 12 }} />
            ))}
          </div>
          <Form.Item name="of" label={t("desk.handOverOf")} rules={needed(t("desk.handOverOf"))}>
            <ColleagueSelect hall={hall} />
          </Form.Item>
          <Form.Item name="to" label={t("field.to")} rules={needed(t("field.to"))}>
            <ColleagueSelect hall={hall} />
          </Form.Item>
          <Form.Item name="reason" label={t("field.reason")} rules={needed(t("field.reason"))}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </Form>
      </Drawer>
    </>
  );
}
