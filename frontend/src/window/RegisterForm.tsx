import { Alert, Button, DatePicker, Form, Input, Radio } from "antd";
import type { Dayjs } from "dayjs";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { useMutation } from "urql";
import { LimitWords } from "../casefile/LimitWords";
import { ItemSelect } from "../cases/ItemSelect";
import type { Channel, FoundItemFragment, IdKind } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { statedMoment } from "../time/shanghai";
import { newKey } from "./newKey";
import { RegisterDocument } from "./windowQueries";

const CHANNELS: readonly Channel[] = ["WINDOW", "WEB", "MOBILE", "COURIER", "OTHER"];
const ID_KINDS: readonly IdKind[] = ["RESIDENT", "CREDIT", "PASSPORT", "OTHER"];
const FIELDS: readonly string[] = ["item", "applicantName", "idNumber", "channel", "submittedAt", "expiresOn"];

type Fields = {
  item: string;
  applicantName: string;
  idKind: IdKind;
  idNumber?: string;
  channel: Channel;
  submittedAt?: Dayjs | null;
  expiresOn?: string;
};

/** Item, applicant, Enter. The same form sent twice (a double press, a lost answer) registers one case. */
export function RegisterForm({ hall }: { hall: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const saying = useSaying();
  const [form] = Form.useForm<Fields>();
  const [item, setItem] = useState<FoundItemFragment>();
  const [problems, setProblems] = useState<string[]>([]);
  const key = useRef(newKey());
  const [{ fetching }, register] = useMutation(RegisterDocument);
  const submit = async ({ submittedAt, expiresOn, idKind, idNumber, ...fields }: Fields) => {
    setProblems([]);
    const moment = {
      ...(submittedAt ? { submittedAt: statedMoment(submittedAt) } : {}),
      ...(expiresOn ? { expiresOn } : {}),
    };
    const paper = idNumber ? { applicantId: { kind: idKind, number: idNumber } } : {};
    const input = { hall, ...fields, ...moment, ...paper, idempotencyKey: key.current };
    const { data, error } = await register({ input });
    if (error) return setProblems([saying.ofQuery(error)]);
    const { errors = [], case: registered } = data?.registerCase ?? {};
    if (registered) return navigate(`/halls/${hall}/cases/${encodeURIComponent(registered.number)}`);
    // What is sent after a refusal is another request.
    key.current = newKey();
    // The one field whose name on the form is its part that is typed.
    const placed = errors
      .map((one) => (one.field === "applicantId" ? { ...one, field: "idNumber" } : one))
      .filter(({ field }) => field && FIELDS.includes(field));
    form.setFields(placed.map((one) => ({ name: one.field as keyof Fields, errors: [saying.ofUser(one)] })));
    const codes = placed.map(({ code }) => code);
    setProblems(errors.filter(({ code }) => !codes.includes(code)).map(saying.ofUser));
  };
  const missing = (field: string) => [{ required: true, whitespace: true, message: t("field.missing", { field }) }];
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      initialValues={{ channel: "WINDOW", idKind: "RESIDENT" }}
      onFinish={submit}
    >
      <div aria-live="assertive">
        {problems.map((problem) => (
          <Alert key={problem} type="error" showIcon title={problem} style={{ marginBottom: 12 }} />
        ))}
      </div>
      <Form.Item
        name="item"
        label={t("item.label")}
        rules={missing(t("item.label"))}
        extra={item && <ItemLimits item={item} hall={hall} />}
      >
        <RegisterItem hall={hall} choose={setItem} />
      </Form.Item>
      <Form.Item name="applicantName" label={t("case.applicant")} rules={missing(t("case.applicant"))}>
        <Input maxLength={128} autoComplete="off" />
      </Form.Item>
      <Form.Item name="idKind" label={t("case.idKind")}>
        <Radio.Group options={ID_KINDS.map((value) => ({ value, label: t(`idKind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="idNumber" label={t("case.idNumber")}>
        <Input maxLength={32} autoComplete="off" />
      </Form.Item>
      <Form.Item name="channel" label={t("case.channel")}>
        <Radio.Group options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <Form.Item name="submittedAt" label={t("case.submittedAt")} extra={t("field.occurredAtHint")}>
        <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" showNow={false} />
      </Form.Item>
      <Form.Item name="expiresOn" label={t("field.expiresOn")}>
        <Input type="date" className="choice" />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" loading={fetching}>
        {t("window.submit")}
      </Button>
    </Form>
  );
}

type ItemProps = {
  hall: string;
  id?: string;
  value?: string;
  onChange?: (code: string | undefined) => void;
  choose: (item: FoundItemFragment | undefined) => void;
};

function RegisterItem({ hall, id, value, onChange, choose }: ItemProps) {
  return (
    <ItemSelect
      hall={hall}
      autoFocus
      value={value}
      {...(id ? { id } : {})}
      choose={(code, item) => {
        onChange?.(code);
        choose(item);
      }}
    />
  );
}

function ItemLimits({ item, hall }: { item: FoundItemFragment; hall: string }) {
  const { t } = useTranslation();
  return (
    <dl className="item-limits">
      <dt>{t("guide.title")}</dt>
      <dd>
        <Link to={`/halls/${hall}/items/${encodeURIComponent(item.code)}`}>{item.name}</Link>
      </dd>
      <dt>{t("item.promised")}</dt>
      <dd>
        <LimitWords limit={item.promised} />
      </dd>
      <dt>{t("item.statutory")}</dt>
      <dd>
        <LimitWords limit={item.statutory} />
      </dd>
    </dl>
  );
}
