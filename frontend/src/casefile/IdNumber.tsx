import { Alert, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { CaseFileFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { SeeIdNumberDocument } from "./caseFileQueries";

type Props = { file: CaseFileFragment; paper: NonNullable<CaseFileFragment["applicantId"]> };

/** The applicant's paper, masked; the whole number for who says why, until the page is left. */
export function IdNumber({ file, paper }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const [form] = Form.useForm<{ reason: string }>();
  const [isAsking, setAsking] = useState(false);
  const [whole, setWhole] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, see] = useMutation(SeeIdNumberDocument);
  const submit = async ({ reason }: { reason: string }) => {
    const { data, error } = await see({ input: { hall: file.hall.code, number: file.number, reason } });
    const refusal = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(refusal);
    if (refusal || !data?.act.idNumber) return;
    setWhole(data.act.idNumber);
    setAsking(false);
  };
  return (
    <span>
      {t(`idKind.${paper.kind}`)} <span className="figures">{whole ?? paper.masked}</span>
      {!whole && (
        <Button type="link" size="small" onClick={() => setAsking(true)}>
          {t("case.seeIdNumber")}
        </Button>
      )}
      <Modal
        open={isAsking}
        title={t("case.seeIdNumber")}
        okText={t("case.seeIdNumber")}
        confirmLoading={fetching}
        onOk={form.submit}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <p className="quiet">{t("case.seeIdAbout")}</p>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
          <Form.Item
            name="reason"
            label={t("field.reason")}
            rules={[{ required: true, whitespace: true, message: t("field.missing", { field: t("field.reason") }) }]}
          >
            <Input maxLength={300} autoComplete="off" />
          </Form.Item>
        </Form>
      </Modal>
    </span>
  );
}
