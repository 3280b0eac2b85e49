import { Alert, Button, DatePicker, Drawer, Form, Input, Select, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useToday } from "../app/session";
import type { HallState, ListedHallFragment } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { HallSelect } from "./HallSelect";
import {
  MergeHallDocument,
  MoveHallDocument,
  RenameHallDocument,
  SetHallStateDocument,
  SplitHallDocument,
} from "./hallQueries";

export const HALL_ACTS = ["setHallState", "renameHall", "moveHall", "mergeHall", "splitHall"] as const;
export type HallAct = (typeof HALL_ACTS)[number];
export const HALL_STATES: readonly HallState[] = ["PREPARING", "TRIAL", "LIVE", "SUSPENDED"];

type Field = "state" | "trialUntil" | "name" | "under" | "into" | "newCode" | "on" | "reason";
const FIELDS: Record<HallAct, readonly Field[]> = {
  setHallState: ["state", "trialUntil", "on", "reason"],
  renameHall: ["name", "on", "reason"],
  moveHall: ["under", "on", "reason"],
  mergeHall: ["into", "on", "reason"],
  splitHall: ["newCode", "name", "on", "reason"],
};
const DOCUMENTS = {
  setHallState: SetHallStateDocument,
  renameHall: RenameHallDocument,
  moveHall: MoveHallDocument,
  mergeHall: MergeHallDocument,
  splitHall: SplitHallDocument,
};
type Values = Partial<Record<Field, string | Dayjs | null>>;

/** One change of the tree, or of a hall's state: from which day, and by which document. Refusals stand at their field. */
export function HallActDrawer({ act, hall, close, done }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const today = useToday();
  const [form] = Form.useForm<Values>();
  const [problems, setProblems] = useState<string[]>([]);
  const [{ fetching }, send] = useMutation(DOCUMENTS[act] as typeof RenameHallDocument);
  const state = Form.useWatch("state", form);
  const fields = FIELDS[act].filter((field) => field !== "trialUntil" || state === "TRIAL");
  const submit = async (values: Values) => {
    const said = Object.fromEntries(
      fields.map((field) => {
        const value = values[field];
        return [field, dayjs.isDayjs(value) ? value.format("YYYY-MM-DD") : value];
      }),
    );
    const { data, error } = await send({ input: { code: hall.code, ...said } as never });
    const refusals = data?.act.errors ?? [];
    if (!error && refusals.length === 0) return done();
    const placed = refusals.filter(({ field }) => fields.some((one) => one === field));
    form.setFields(placed.map((one) => ({ name: one.field as Field, errors: [saying.ofUser(one)] })));
    setProblems(error ? [saying.ofQuery(error)] : refusals.filter((one) => !placed.includes(one)).map(saying.ofUser));
  };
  return (
    <Drawer
      open
      size="large"
      title={t("halls.actOn", { act: t(`halls.act.${act}`), name: hall.name })}
      onClose={close}
      footer={
        <Space>
          <Button type="primary" loading={fetching} onClick={() => form.submit()}>
            {t("act.submit")}
          </Button>
          <Button onClick={close}>{t("act.cancel")}</Button>
        </Space>
      }
    >
      <p className="quiet">{t(`halls.about.${act}`)}</p>
      <div aria-live="assertive">
        {problems.map((problem) => (
          <Alert key={problem} type="error" showIcon title={problem} className="why-note" />
        ))}
      </div>
      <Form form={form} layout="vertical" initialValues={{ on: dayjs(today), state: hall.state }} onFinish={submit}>
        {fields.map((field) => (
          <Form.Item
            key={field}
            name={field}
            label={t(`halls.field.${field}`)}
            required={field !== "trialUntil"}
            {...(field === "trialUntil" ? { extra: t("halls.trialUntilAbout") } : {})}
          >
            {control(field)}
          </Form.Item>
        ))}
      </Form>
    </Drawer>
  );

  function control(field: Field) {
    if (field === "state")
      return <Select options={HALL_STATES.map((value) => ({ value, label: t(`hallState.${value}`) }))} />;
    if (field === "on" || field === "trialUntil") return <DatePicker />;
    if (field === "under" || field === "into") return <HallField label={t(`halls.field.${field}`)} />;
    return field === "reason" ? <Input.TextArea rows={3} maxLength={300} showCount /> : <Input maxLength={64} />;
  }
}

type Props = { act: HallAct; hall: ListedHallFragment; close: () => void; done: () => void };

/** A hall chosen by its name, as a field of a form. */
function HallField({ value, onChange, id, label }: FieldProps) {
  return <HallSelect id={id} label={label} value={value ?? ""} name={undefined} choose={(code) => onChange?.(code)} />;
}

type FieldProps = { value?: string; onChange?: (code: string) => void; id?: string; label: string };
