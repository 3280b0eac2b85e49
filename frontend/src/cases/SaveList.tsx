import { Alert, Checkbox, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import { SaveListDocument } from "./keptListQueries";

type Fields = { name: string; isDefault?: boolean };

/** Keeps the filters, the order and the columns that are shown, under a name. */
export function SaveList({ close, saved }: { close: () => void; saved: (id: string) => void }) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [params] = useSearchParams();
  const [form] = Form.useForm<Fields>();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, save] = useMutation(SaveListDocument);
  const submit = async ({ name, isDefault }: Fields) => {
    const { data, error } = await save({ name, address: params.toString(), isDefault: isDefault ?? false });
    const refusal = data?.act.errors[0];
    if (error) return setProblem(saying.ofQuery(error));
    if (refusal) return setProblem(saying.ofUser(refusal));
    if (data?.act.caseList) saved(data.act.caseList.id);
    close();
  };
  return (
    <Modal
      open
      title={t("kept.save")}
      okText={t("kept.keep")}
      cancelText={t("act.cancel")}
      confirmLoading={fetching}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<Fields> form={form} layout="vertical" onFinish={submit}>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <Form.Item
          name="name"
          label={t("kept.name")}
          rules={[{ required: true, whitespace: true, message: t("field.missing", { field: t("kept.name") }) }]}
        >
          <Input autoFocus maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="isDefault" valuePropName="checked">
          <Checkbox>{t("kept.default")}</Checkbox>
        </Form.Item>
      </Form>
      {params.get("search") && <p className="quiet">{t("kept.withoutSearch")}</p>}
    </Modal>
  );
}
