import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Popconfirm, Space, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TypedDocumentNode, useClient } from "urql";
import type { ShownSourceFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { type UserProblem, useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { CloseSourceDocument, RegisterSourceDocument, RotateTokenDocument } from "./exchangeQueries";

type Props = { hall: string; sources: readonly ShownSourceFragment[]; mayDecide: boolean; again: () => void };
type Secrets = { code: string; token?: string | null; signingKey?: string | null };
type Answer = { act: { token?: string | null; signingKey?: string | null; errors: UserProblem[] } };

/** Sources and their tokens. A secret is shown once, until the page is left. */
export function SourcesPanel({ hall, sources, mayDecide, again }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const client = useClient();
  const [form] = Form.useForm<{ code: string; name: string; isSigned?: boolean; silentAfterDays: number }>();
  const [secrets, setSecrets] = useState<Secrets>();
  const send = async <I extends { code: string }>(document: TypedDocumentNode<Answer, { input: I }>, input: I) => {
    const { data, error } = await client.mutation(document, { input }).toPromise();
    const problem = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    if (problem) {
      message.error(problem);
      return;
    }
    if (data?.act.token) setSecrets({ code: input.code, ...data.act });
    form.resetFields();
    again();
  };
  return (
    <>
      {secrets && (
        <Alert
          type="warning"
          showIcon
          title={t("exchange.secretOnce", { code: secrets.code })}
          description={
            <>
              <code className="figures">{secrets.token}</code>
              {secrets.signingKey && (
                <div>
                  {t("exchange.signingKey")} <code className="figures">{secrets.signingKey}</code>
                </div>
              )}
            </>
          }
          style={{ marginBottom: 12 }}
        />
      )}
      <ListTable<ShownSourceFragment>
        aria-label={t("exchange.sources")}
        rowKey="code"
        dataSource={[...sources]}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("exchange.noSources") }}
        columns={[
          { key: "code", rowScope: "row", title: t("exchange.code"), render: (_, { code }) => <code>{code}</code> },
          { key: "name", title: t("exchange.name"), render: (_, { name }) => name },
          {
            key: "state",
            title: t("exchange.state"),
            render: (_, { isActive, isSigned }) => (
              <>
                <Tag>{t(isActive ? "exchange.active" : "exchange.closed")}</Tag>
                {isSigned && <Tag>{t("exchange.signed")}</Tag>}
              </>
            ),
          },
          {
            key: "heard",
            title: t("exchange.heard"),
            render: (_, { heardAt, silentAt, isSilent, waiting }) =>
              heardAt &&
              (isSilent ? (
                <>
                  <LampSign lamp="NO_DATA" word={t("exchange.silentSince", { since: showMoment(heardAt) })} />
                  {waiting > 0 && <div className="quiet">{t("exchange.waiting", { count: waiting })}</div>}
                </>
              ) : (
                <>
                  <div className="figures">{showMoment(heardAt)}</div>
                  <div className="quiet">{t("exchange.silentFrom", { at: showMoment(silentAt) })}</div>
                </>
              )),
          },
          {
            key: "tokens",
            title: t("exchange.tokens"),
            render: (_, { tokens }) =>
              tokens.map(({ id, createdAt, expiresAt }) => (
                <div key={id} className="figures">
                  {showMoment(createdAt)}
                  {expiresAt && ` → ${showMoment(expiresAt)}`}
                </div>
              )),
          },
          ...(mayDecide
            ? [
                {
                  key: "acts",
                  title: t("exchange.acts"),
                  render: (_: unknown, { code, isActive }: ShownSourceFragment) =>
                    isActive && (
                      <Space>
                        <Button size="small" onClick={() => send(RotateTokenDocument, { hall, code })}>
                          {t("exchange.rotate")}
                        </Button>
                        <Popconfirm
                          title={t("exchange.closeAsked")}
                          onConfirm={() => send(CloseSourceDocument, { hall, code })}
                        >
                          <Button size="small" danger>
                            {t("exchange.close")}
                          </Button>
                        </Popconfirm>
                      </Space>
                    ),
                },
              ]
            : []),
        ]}
      />
      {mayDecide && (
        <Form
          form={form}
          initialValues={{ silentAfterDays: 1 }}
          layout="inline"
          style={{ marginTop: 12, rowGap: 8 }}
          onFinish={(given) => send(RegisterSourceDocument, { hall, ...given })}
        >
          <Form.Item name="code" label={t("exchange.code")} rules={[{ required: true, message: t("exchange.needed") }]}>
            <Input maxLength={48} autoComplete="off" />
          </Form.Item>
          <Form.Item name="name" label={t("exchange.name")} rules={[{ required: true, message: t("exchange.needed") }]}>
            <Input maxLength={64} autoComplete="off" />
          </Form.Item>
          <Form.Item name="silentAfterDays" label={t("exchange.silentAfterDays")}>
            <InputNumber min={1} max={30} precision={0} />
          </Form.Item>
          <Form.Item name="isSigned" valuePropName="checked">
            <Checkbox>{t("exchange.signed")}</Checkbox>
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {t("exchange.register")}
          </Button>
        </Form>
      )}
    </>
  );
}
