import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useChange } from "../app/useAddress";
import { useClassWords } from "../classes/useClassWords";
import type { Anomaly, CaseClass, CaseOrder, CaseState, Channel, FindingCode, Lamp, Overdue } from "../gql/graphql";
import { FilterSelect } from "../tables/FilterSelect";
import { isDay } from "../time/periods";
import { ItemSelect } from "./ItemSelect";

export const STATES: readonly CaseState[] = [
  "RECEIVED",
  "ACCEPTED",
  "CONCLUDED",
  "DECLINED",
  "NOT_REQUIRED",
  "WITHDRAWN",
];
export const LAMPS: readonly Lamp[] = ["RED", "YELLOW", "GREEN", "PAUSED", "NO_DATA"];
export const ORDERS: readonly CaseOrder[] = ["NEWEST", "DUE", "NUMBER"];
export const CHANNELS: readonly Channel[] = ["WINDOW", "WEB", "MOBILE", "COURIER", "OTHER"];
export const CLASSES: readonly CaseClass[] = [
  "ON_THE_SPOT",
  "TIME_LIMITED",
  "JOINT",
  "PASSED_UP",
  "RETURNED",
  "SUPPLEMENTED",
];
export const ANOMALIES: readonly Anomaly[] = [
  "BEYOND_GUIDE",
  "REFUSAL_WITHOUT_CODE",
  "NEW_IN_LATER_NOTICE",
  "CORRECTION_AFTER_ACCEPTANCE",
  "AFTER_DEEMED_ACCEPTANCE",
  "UNREGISTERED",
  "DELIVERED_FIRST",
  "NOT_VERIFIED",
  "NOT_REGISTERED",
  "ALREADY_RECEIVED",
  "BEFORE_SUBMISSION",
  "ALREADY_ENDED",
  "ALREADY_ACCEPTED",
  "NO_CORRECTION_ASKED",
  "CORRECTION_ALREADY_ASKED",
  "PRE_REVIEW_ALREADY_ASKED",
  "NO_PRE_REVIEW_ASKED",
  "NOT_ACCEPTED",
  "BEFORE_ACCEPTANCE",
  "STAGE_NOT_RUNNING",
  "STAGE_ALREADY_RUNNING",
  "NOT_PAUSED",
  "PAUSED",
  "ALREADY_EXTENDED",
  "HEARING_NOT_ANNOUNCED",
  "NO_GAP",
  "NO_COMMITMENT",
  "NOT_CONCLUDED",
  "ALREADY_VERIFIED",
  "ALREADY_DELIVERED",
  "NO_SUCH_EVENT",
];
export const OVERDUE: readonly Overdue[] = ["DUE", "STATUTORY"];

export const FINDINGS: readonly FindingCode[] = [
  "LATE_BY_LAW",
  "LATE_STATUTORY_BY_LAW",
  "PAUSE_WITHOUT_NOTICE",
  "PAUSE_UNDECLARED",
  "PAUSE_BEYOND_PLAN",
  "CORRECTION_AFTER_ACCEPTANCE",
  "NEW_IN_LATER_NOTICE",
  "EXTENSION_LATE",
  "EXTENSION_SECOND",
  "EXTENSION_WITHOUT_APPROVER",
  "EXTENSION_WRONG_APPROVER",
];

type Props = { hall: string; departmentName: string | undefined };

/** A department is chosen by its name in a row of the table, and let go here. */
export function CaseFilters({ hall, departmentName }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const [params, change] = useChange();
  const picked = (key: string) => {
    const text = params.get(key);
    return isDay(text) ? dayjs(text) : null;
  };
  return (
    <div className="filters no-print">
      <label>
        {t("cases.search")}
        <Input.Search
          key={params.get("search")}
          allowClear
          defaultValue={params.get("search") ?? ""}
          placeholder={t("cases.searchHint")}
          onSearch={(search) => change({ search: search.trim() })}
        />
      </label>
      <FilterSelect
        label={t("case.lamp")}
        values={LAMPS}
        word={(value) => t(`lamp.${value}`)}
        value={params.get("lamp")}
        choose={(lamp) => change({ lamp })}
      />
      <FilterSelect
        label={t("case.classes")}
        values={CLASSES}
        word={(value) => words.caseClass(value)}
        value={params.get("class")}
        choose={(chosen) => change({ class: chosen })}
      />
      <FilterSelect
        label={t("case.anomalies")}
        values={ANOMALIES}
        word={(value) => t(`anomaly.${value}`)}
        value={params.get("anomaly")}
        choose={(anomaly) => change({ anomaly })}
      />
      <FilterSelect
        label={t("case.state")}
        values={STATES}
        word={(value) => t(`caseState.${value}`)}
        value={params.get("state")}
        choose={(state) => change({ state })}
      />
      <label>
        {t("item.label")}
        <ItemSelect
          isClearable
          hall={hall}
          value={params.get("item") ?? undefined}
          choose={(item) => change({ item })}
        />
      </label>
      {params.get("department") && (
        <Button onClick={() => change({ department: null })}>
          {t("cases.withoutDepartment", { name: departmentName ?? params.get("department") })}
        </Button>
      )}
      <label>
        {t("case.stage")}
        <Input.Search
          key={params.get("stage")}
          className="choice"
          allowClear
          defaultValue={params.get("stage") ?? ""}
          onSearch={(stage) => change({ stage: stage.trim() })}
        />
      </label>
      <FilterSelect
        label={t("cases.channel")}
        values={CHANNELS}
        word={(value) => t(`channel.${value}`)}
        value={params.get("channel")}
        choose={(channel) => change({ channel })}
      />
      <FilterSelect
        label={t("cases.overdue")}
        values={OVERDUE}
        word={(value) => t(`caseOverdue.${value}`)}
        value={params.get("overdue")}
        choose={(overdue) => change({ overdue })}
      />
      <FilterSelect
        label={t("finding.of")}
        values={FINDINGS}
        word={(value) => t(`finding.${value}`)}
        value={params.get("finding")}
        choose={(finding) => change({ finding })}
      />
      <label>
        {t("cases.received")}
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          value={[picked("from"), picked("to")]}
          onChange={(range) => change({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })}
        />
      </label>
      <label>
        {t("cases.concluded")}
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          value={[picked("concludedFrom"), picked("concludedTo")]}
          onChange={(range) =>
            change({
              concludedFrom: range?.[0]?.format("YYYY-MM-DD"),
              concludedTo: range?.[1]?.format("YYYY-MM-DD"),
            })
          }
        />
      </label>
      <label>
        {t("cases.order")}
        <Select
          className="choice"
          value={params.get("order") ?? "NEWEST"}
          options={ORDERS.map((value) => ({ value: value as string, label: t(`caseOrder.${value}`) }))}
          onChange={(order) => change({ order: order === "NEWEST" ? null : order })}
        />
      </label>
    </div>
  );
}
