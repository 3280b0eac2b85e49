import { Alert, App, Button, Drawer, Form, Input, Space, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { ShownTemplateFragment } from "../gql/graphql";
import { type UserProblem, useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { DropTemplateDocument, SetTemplateDocument } from "./deliveryQueries";

type Props = { hall: string; templates: readonly ShownTemplateFragment[]; changed: () => void };

const keyOf = ({ kind, channel, language }: ShownTemplateFragment) => `${kind} ${channel} ${language}`;

/** The words of every kind of message, and where the hall put its own in place of what ships. */
export function TemplatePanel({ hall, templates, changed }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ShownTemplateFragment>();
  return (
    <section className="panel" aria-labelledby="templates">
      <h2 id="templates">{t("channels.templates")}</h2>
      <p className="quiet">{t("channels.templatesAbout")}</p>
      <ListTable<ShownTemplateFragment>
        aria-label={t("channels.templates")}
        rowKey={keyOf}
        dataSource={[...templates]}
        scroll={{ x: "max-content" }}
        columns={[
          { key: "kind", title: t("delivery.kind"), render: (_, { kind }) => t(`noticeKind.${kind}`) },
          { key: "channel", title: t("delivery.channel"), render: (_, { channel }) => t(`noticeChannel.${channel}`) },
          {
            key: "language",
            title: t("channels.language"),
            render: (_, { language }) => t(`channels.languages.${language as "zh"}`),
          },
          {
            key: "text",
            title: t("delivery.text"),
            render: (_, { subject, text, isOwn }) => (
              <div className="delivery-text">
                {isOwn && <Tag>{t("channels.own")}</Tag>}
                {subject && <strong>{subject}</strong>} {text}
              </div>
            ),
          },
          {
            key: "acts",
            title: t("account.acts"),
            render: (_, row) => (
              <Button size="small" onClick={() => setChosen(row)}>
                {t("channels.change")}
              </Button>
            ),
          },
        ]}
      />
      {chosen && (
        <TemplateDrawer
          key={keyOf(chosen)}
          hall={hall}
          template={chosen}
          close={() => setChosen(undefined)}
          done={() => {
            setChosen(undefined);
            changed();
          }}
        />
      )}
    </section>
  );
}

type DrawerProps = { hall: string; template: ShownTemplateFragment; close: () => void; done: () => void };

function TemplateDrawer({ hall, template, close, done }: DrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<{ subject?: string; text: string }>();
  const [problem, setProblem] = useState<string>();
  const [setting, set] = useMutation(SetTemplateDocument);
  const [dropping, drop] = useMutation(DropTemplateDocument);
  const key = { hall, kind: template.kind, channel: template.channel, language: template.language };
  const finish = (error: Parameters<typeof saying.ofQuery>[0] | undefined, refused: readonly UserProblem[]) => {
    const said = error ? saying.ofQuery(error) : refused.map(saying.ofUser)[0];
    setProblem(said);
    if (said) return;
    message.success(t("channels.saved"));
    done();
  };
  const save = async ({ subject, text }: { subject?: string; text: string }) => {
    const { data, error } = await set({ input: { ...key, subject: subject ?? "", text } });
    finish(error, data?.act.errors ?? []);
  };
  const putBack = async () => {
    const { data, error } = await drop({ input: key });
    finish(error, data?.act.errors ?? []);
  };
  const names = template.placeholders.map((name) => `{${name}}`).join(" ");
  return (
    <Drawer
      open
      size="large"
      title={t(`noticeKind.${template.kind}`)}
      onClose={close}
      footer={
        <Space>
          <Button type="primary" loading={setting.fetching} onClick={() => form.submit()}>
            {t("channels.save")}
          </Button>
          {template.isOwn && (
            <Button loading={dropping.fetching} onClick={putBack}>
              {t("channels.putBack")}
            </Button>
          )}
          <Button onClick={close}>{t("act.cancel")}</Button>
        </Space>
      }
    >
      <Form form={form} layout="vertical" initialValues={template} onFinish={save}>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        {template.channel === "EMAIL" && (
          <Form.Item name="subject" label={t("channels.subject")}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        <Form.Item name="text" label={t("delivery.text")} extra={t("channels.placeholders", { names })}>
          <Input.TextArea rows={6} maxLength={1000} showCount />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
