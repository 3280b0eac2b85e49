import { Alert, App, Button, DatePicker, Form, Input, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useToday } from "../app/session";
import type { Role } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { GrantPostDocument } from "./peopleQueries";

export const ROLES: readonly Role[] = ["CLERK", "HALL_ADMIN", "INSPECTOR", "SUPERVISOR", "LEADER", "COMPLAINT_DESK"];
const FIELDS: readonly string[] = ["username", "role", "departments", "section", "fromOn", "untilOn"];

type Fields = {
  username: string;
  role: Role;
  departments?: string[];
  section?: string;
  fromOn?: Dayjs | null;
  untilOn?: Dayjs | null;
};
type Props = { hall: string; departments: readonly { code: string; name: string }[]; granted: () => void };

/** A post in this hall for a person who has an account; from today on, or from a later day. */
export function GrantPost({ hall, departments, granted }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const today = useToday();
  const [form] = Form.useForm<Fields>();
  const [problems, setProblems] = useState<string[]>([]);
  const key = useRef(crypto.randomUUID());
  const [{ fetching }, grant] = useMutation(GrantPostDocument);
  const submit = async ({ username, role, departments: chosen, section, fromOn, untilOn }: Fields) => {
    setProblems([]);
    const input = {
      hall,
      username: username.trim(),
      role,
      departments: chosen ?? [],
      section: section?.trim() ?? "",
      fromOn: fromOn?.format("YYYY-MM-DD") ?? null,
      untilOn: untilOn?.format("YYYY-MM-DD") ?? null,
      idempotencyKey: key.current,
    };
    const { data, error } = await grant({ input });
    // Whatever was answered, what is sent next is another act.
    key.current = crypto.randomUUID();
    if (error) return setProblems([saying.ofQuery(error)]);
    const { post, errors = [] } = data?.act ?? {};
    if (post) {
      form.resetFields();
      message.success(t("people.granted"));
      return granted();
    }
    const placed = errors.filter(({ field }) => field && FIELDS.includes(field));
    form.setFields(placed.map((one) => ({ name: one.field as keyof Fields, errors: [saying.ofUser(one)] })));
    setProblems(errors.filter((one) => !placed.includes(one)).map(saying.ofUser));
  };
  const needed = (field: string) => [{ required: true, message: t("field.missing", { field }) }];
  const isPast = (day: Dayjs) => day.format("YYYY-MM-DD") < today;
  return (
    <Form<Fields> form={form} layout="vertical" className="narrow-form" onFinish={submit}>
      <div aria-live="assertive">
        {problems.map((problem) => (
          <Alert key={problem} type="error" showIcon title={problem} />
        ))}
      </div>
      <Form.Item name="username" label={t("people.username")} rules={needed(t("people.username"))}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t("people.role")} rules={needed(t("people.role"))}>
        <Select options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} />
      </Form.Item>
      <Form.Item name="departments" label={t("people.departments")}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
      <Form.Item name="section" label={t("people.section")}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="fromOn" label={t("people.fromOn")}>
        <DatePicker disabledDate={isPast} />
      </Form.Item>
      <Form.Item name="untilOn" label={t("people.untilOn")}>
        <DatePicker disabledDate={isPast} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={fetching}>
        {t("people.grant")}
      </Button>
    </Form>
  );
}
