import { Alert, App, Button, Drawer, Form, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { CaseFileFragment } from "../../gql/graphql";
import { useSaying } from "../../states/saying";
import { ActFieldItem } from "./ActFieldItem";
import { actInput } from "./actInput";
import type { Act, ActKind } from "./acts";
import { firstValues } from "./firstValues";

type Props = { kind: ActKind; act: Act; file: CaseFileFragment; close: () => void };

/** The form of one act; refusals stand at the field that they name, by their code. */
export function ActDrawer({ kind, act, file, close }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [form] = Form.useForm<Record<string, unknown>>();
  const [problems, setProblems] = useState<string[]>([]);
  const [{ fetching }, send] = useMutation(act.document);
  const submit = async (values: Record<string, unknown>) => {
    setProblems([]);
    const input = { hall: file.hall.code, number: file.number, ...act.given, ...actInput(values) };
    const { data, error } = await send({ input });
    if (error) return setProblems([saying.ofQuery(error)]);
    const refusals = data?.act.errors ?? [];
    if (refusals.length === 0) {
      message.success(t("act.recorded", { act: t(`eventKind.${kind}`) }));
      return close();
    }
    const placed = refusals.filter(({ field }) => field && field in act.fields);
    form.setFields(placed.map((refusal) => ({ name: refusal.field ?? "", errors: [saying.ofUser(refusal)] })));
    setProblems(refusals.filter((refusal) => !placed.includes(refusal)).map(saying.ofUser));
  };
  return (
    <Drawer
      open
      title={`${t(`act.${kind}`)} · ${file.number}`}
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
      <Form form={form} layout="vertical" initialValues={firstValues(kind, file)} onFinish={submit}>
        <div aria-live="assertive">
          {problems.map((problem) => (
            <Alert key={problem} type="error" showIcon title={problem} style={{ marginBottom: 12 }} />
          ))}
        </div>
        {Object.entries(act.fields).map(([name, field], place) => (
          <ActFieldItem key={name} name={name} field={field} kind={kind} file={file} isFirst={place === 0} />
        ))}
      </Form>
    </Drawer>
  );
}
