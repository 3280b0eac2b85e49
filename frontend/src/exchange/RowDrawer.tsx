import { Alert, App, Button, Drawer, Form, Input, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { ShownRowFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { LetInDocument, RefuseRowDocument } from "./exchangeQueries";

type Props = { hall: string; row: ShownRowFragment; mayDecide: boolean; close: () => void; again: () => void };
type Fields = { content: string; reason: string };

/** One row: what stood in it; an administrator mends and lets it in, or refuses it, with a reason. */
export function RowDrawer({ hall, row, mayDecide, close, again }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<string>();
  const [letting, letIn] = useMutation(LetInDocument);
  const [refusing, refuse] = useMutation(RefuseRowDocument);
  const decide = async (isLetIn: boolean) => {
    const { content, reason } = await form.validateFields();
    const { data, error } = isLetIn
      ? await letIn({ input: { hall, id: row.id, content, reason } })
      : await refuse({ input: { hall, id: row.id, reason } });
    const said = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(said);
    if (said) return;
    message.success(t(isLetIn ? "exchange.mended" : "exchange.refused"));
    close();
    again();
  };
  return (
    <Drawer
      open
      size="large"
      title={`${row.code} · ${row.fileName}`}
      onClose={close}
      footer={
        mayDecide && (
          <Space>
            {row.canBeMended && (
              <Button type="primary" loading={letting.fetching} onClick={() => decide(true)}>
                {t("exchange.letIn")}
              </Button>
            )}
            <Button danger loading={refusing.fetching} onClick={() => decide(false)}>
              {t("exchange.refuse")}
            </Button>
          </Space>
        )
      }
    >
      <div aria-live="assertive">
        {problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 12 }} />}
      </div>
      <p>{row.message}</p>
      {!row.canBeMended && <Alert type="info" showIcon title={t("exchange.ofFile")} style={{ marginBottom: 12 }} />}
      <Form form={form} layout="vertical" initialValues={{ content: pretty(row.content) }}>
        <Form.Item name="content" label={t("exchange.content")}>
          <Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} readOnly={!mayDecide || !row.canBeMended} />
        </Form.Item>
        {mayDecide && (
          <Form.Item
            name="reason"
            label={t("exchange.reason")}
            rules={[{ required: true, whitespace: true, message: t("exchange.needed") }]}
          >
            <Input maxLength={300} />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}

function pretty(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content;
  }
}
