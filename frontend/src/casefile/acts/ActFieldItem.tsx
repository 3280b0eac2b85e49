import { Checkbox, DatePicker, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { ColleagueSelect } from "../../desk/ColleagueSelect";
import type { Approver, CaseFileFragment, EventKind, Outcome, PauseKind } from "../../gql/graphql";
import { showMoment } from "../../time/shanghai";
import type { ActField } from "./acts";
import { openDemands } from "./firstValues";
import { PapersField } from "./PapersField";
import { ReasonSelect } from "./ReasonSelect";

const OUTCOMES: readonly Outcome[] = [
  "GRANTED",
  "REFUSED",
  "RETURNED",
  "TERMINATED",
  "CORRECTION_LAPSED",
  "PASSED_UP",
  "WITHDRAWN",
];
const PAUSE_KINDS: readonly PauseKind[] = [
  "HEARING",
  "TENDER",
  "AUCTION",
  "INSPECTION",
  "TESTING",
  "QUARANTINE",
  "APPRAISAL",
  "EXPERT_REVIEW",
  "OTHER",
];

const HINTS: readonly string[] = ["occurredAt", "tolerated", "reasonCode"];
const APPROVERS: readonly Approver[] = ["AGENCY_HEAD", "GOVERNMENT_HEAD"];

type Props = { name: string; field: ActField; kind: EventKind; file: CaseFileFragment; isFirst: boolean };

export function ActFieldItem({ name, field, kind, file, isFirst }: Props) {
  const { t } = useTranslation();
  if (field.type === "papers") {
    return <PapersField name={name} materials={file.item.guide?.materials.map((one) => one.name) ?? []} />;
  }
  const isMove = kind === "CORRECTED" && name === "occurredAt";
  const label = isMove ? t("field.movedTo") : t(`field.${name as "reason"}`);
  const hint = isMove
    ? t("field.movedToHint")
    : HINTS.includes(name)
      ? t(`field.${name as "tolerated"}Hint`)
      : undefined;
  const rules = field.isOptional ? [] : [{ required: true, message: t("field.missing", { field: label }) }];
  return (
    <Form.Item
      name={name}
      label={label}
      rules={rules}
      extra={hint}
      valuePropName={field.type === "flag" ? "checked" : "value"}
    >
      <ActInput type={field.type} file={file} autoFocus={isFirst} />
    </Form.Item>
  );
}

type InputProps = { type: ActField["type"]; file: CaseFileFragment; autoFocus: boolean };

/** The control that fits the field; `Form.Item` hands it value, change and id. */
function ActInput({ type, file, ...control }: InputProps) {
  const { t } = useTranslation();
  switch (type) {
    case "moment":
      return <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" showNow={false} {...control} />;
    case "days":
      return <InputNumber min={1} max={999} precision={0} {...control} />;
    case "longText":
      return <Input.TextArea rows={3} maxLength={500} {...control} />;
    case "outcome":
      return <Select options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} {...control} />;
    case "pauseKind":
      return <Select options={PAUSE_KINDS.map((value) => ({ value, label: t(`pauseKind.${value}`) }))} {...control} />;
    case "stage":
      return file.item.stages.length === 0 ? (
        <Input maxLength={64} {...control} />
      ) : (
        <Select options={file.item.stages.map(({ name }) => ({ value: name, label: name }))} {...control} />
      );
    case "texts":
      return <Select mode="tags" open={false} suffixIcon={null} {...control} />;
    case "flag":
      return <Checkbox {...control}>{t("field.byCommitmentLabel")}</Checkbox>;
    case "day":
      return <Input type="date" {...control} />;
    case "approverRole":
      return (
        <Select
          allowClear
          options={APPROVERS.map((value) => ({ value, label: t(`approver.${value}`) }))}
          {...control}
        />
      );
    case "reasonCode":
      return <ReasonSelect hall={file.hall.code} {...control} />;
    case "brought":
      return <Checkbox.Group options={openDemands(file)} {...control} />;
    case "colleague":
      return <ColleagueSelect hall={file.hall.code} department={file.department.code} {...control} />;
    case "event":
      return (
        <Select
          options={file.events
            .filter(({ isCorrected }) => !isCorrected)
            .map(eventOption((kind) => t(`eventKind.${kind}`)))}
          {...control}
        />
      );
    default:
      return <Input maxLength={128} {...control} />;
  }
}

function eventOption(word: (kind: EventKind) => string) {
  return ({ sequence, kind, occurredAt }: CaseFileFragment["events"][number]) => ({
    value: sequence,
    label: `#${sequence} ${word(kind)} ${showMoment(occurredAt)}`,
  });
}
