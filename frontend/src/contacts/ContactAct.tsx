import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useMutation } from "urql";
import { actInput } from "../casefile/acts/actInput";
import { ColleagueSelect } from "../desk/ColleagueSelect";
import type { ContactFileFragment, ContactStep } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { ContactItem } from "./ContactItem";
import {
  AnswerContactDocument,
  GiveContactNoticeDocument,
  HandOverContactDocument,
  RegisterContactCaseDocument,
  TakeOverContactDocument,
} from "./contactQueries";

type Refused = { code: string; message: string; field?: string | null };
type Result = { act: { contact?: ContactFileFragment | null; errors: readonly Refused[] } };
type Sent = TypedDocumentNode<Result, { input: Record<string, unknown> }>;

// The inputs differ by their fields, which the form below has; from here on they are handled alike.
const DOCUMENTS = {
  NOTICE_GIVEN: GiveContactNoticeDocument,
  HANDED_OVER: HandOverContactDocument,
  TAKEN_OVER: TakeOverContactDocument,
  ANSWERED: AnswerContactDocument,
  CASE_REGISTERED: RegisterContactCaseDocument,
} as unknown as Record<ContactStep, Sent>;

type Props = { kind: ContactStep; hall: string; contact: ContactFileFragment; done: () => void };

/** The form of one step; a case that comes of it is opened. */
export function ContactAct({ kind, hall, contact, done }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const saying = useSaying();
  const [form] = Form.useForm<Record<string, unknown>>();
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, send] = useMutation(DOCUMENTS[kind]);
  const submit = async (values: Record<string, unknown>) => {
    const { data, error } = await send({ input: { hall, number: contact.number, ...actInput(values) } });
    const said = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    setProblem(said);
    if (said) return;
    const registered = kind === "CASE_REGISTERED" && data?.act.contact?.caseNumber;
    if (registered) return navigate(`/halls/${hall}/cases/${encodeURIComponent(registered)}`);
    done();
  };
  const needed = (field: string) => [{ required: true, message: t("field.missing", { field }) }];
  const first = { item: contact.item ?? undefined, applicantName: contact.askerName };
  return (
    <Form form={form} layout="vertical" initialValues={first} onFinish={submit} style={{ marginTop: 12 }}>
      <div aria-live="assertive">
        {problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 12 }} />}
      </div>
      {kind === "HANDED_OVER" && (
        <>
          <Form.Item name="to" label={t("field.to")} rules={needed(t("field.to"))}>
            <ColleagueSelect hall={hall} autoFocus />
          </Form.Item>
          <Form.Item name="reason" label={t("field.reason")} rules={needed(t("field.reason"))}>
            <Input maxLength={500} />
          </Form.Item>
        </>
      )}
      {kind === "ANSWERED" && (
        <Form.Item name="text" label={t("contact.answer")} rules={needed(t("contact.answer"))}>
          <Input.TextArea rows={3} maxLength={1000} autoFocus />
        </Form.Item>
      )}
      {kind === "CASE_REGISTERED" && (
        <>
          <Form.Item name="applicantName" label={t("case.applicant")} rules={needed(t("case.applicant"))}>
            <Input maxLength={128} autoFocus />
          </Form.Item>
          <Form.Item name="item" label={t("item.label")} rules={needed(t("item.label"))}>
            <ContactItem hall={hall} />
          </Form.Item>
        </>
      )}
      <Button
        type="primary"
        htmlType="submit"
        loading={fetching}
        autoFocus={kind === "TAKEN_OVER" || kind === "NOTICE_GIVEN"}
      >
        {t("act.submit")}
      </Button>
    </Form>
  );
}
