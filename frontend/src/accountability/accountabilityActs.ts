import type { Dayjs } from "dayjs";
import type { AccountabilityAct } from "../gql/graphql";
import { type ActForm, actForm } from "../matters/MatterActionBar";
import type { Fields, Values } from "../matters/MatterForm";
import {
  AppealAccountabilityDocument,
  ApproveAccountabilityDocument,
  DecideAccountabilityDocument,
  FindFaultDocument,
  OpenAccountabilityDocument,
  ReceiveAccountabilityDocument,
  RecordSanctionDocument,
  ReportAccountabilityDocument,
  ReturnAccountabilityDocument,
  RevokeAccountabilityDocument,
  UpholdAccountabilityDocument,
  WithdrawAccountabilityDocument,
} from "./accountabilityQueries";

type Kind = Exclude<AccountabilityAct, "OPENED" | "REMINDED" | "ESCALATED" | "FINAL">;

export const MODES = ["DEPARTMENT", "SUPERVISORS", "REFERRED"] as const;
const GRADES = ["NONE", "GENERAL", "SERIOUS", "VERY_SERIOUS"];
const SITUATIONS = [
  "HANDLER_CHEATED",
  "HANDLER_DEVIATED",
  "ALL_OVERLOOKED",
  "REVIEWER_OVERRODE",
  "REVIEWER_ALONE",
  "APPROVER_ALONE",
  "INTERFERENCE",
  "COLLECTIVE",
  "UPPER_CHANGED",
];
const PARTIES = ["HANDLER", "REVIEWER", "APPROVER", "INTERFERER", "UPPER_HEAD"];
const DAYS: Fields = { days: { kind: "days", most: 60 } };
const REASON: Fields = { reason: { kind: "text" } };
const REASONS: Fields = { reasons: { kind: "text" } };
const ORGAN: Fields = { organ: { kind: "line" }, organNumber: { kind: "line" } };

const FINDING: Fields = {
  grade: { kind: "choice", words: "faultGrade", values: GRADES },
  situation: { kind: "choice", words: "faultSituation", values: SITUATIONS, optional: true },
  ...Object.fromEntries(PARTIES.map((party) => [party, { kind: "line", optional: true }])),
  evidence: { kind: "line", optional: true },
  ...REASONS,
};

/** Whoever is named, as persons; events as `number#sequence`, apart by blanks or commas. */
export function finding(values: Values): Record<string, unknown> {
  const persons = PARTIES.filter((party) => values[party]).map((party) => ({ party, person: values[party] }));
  const evidence = [...String(values.evidence ?? "").matchAll(/([^\s,，、#]+)#(\d{1,6})/g)].map(
    ([, number, sequence]) => ({ number, sequence: Number(sequence) }),
  );
  const { grade, situation, reasons } = values;
  return { grade, situation: situation ?? null, reasons: reasons ?? "", persons, evidence };
}

function sanction(values: Values): Record<string, unknown> {
  const on = values.on as Dayjs | undefined;
  return { ...values, on: on?.format("YYYY-MM-DD") };
}

/** 立案: on a case, for a department, or after an order. */
export const OPEN_ACCOUNTABILITY = actForm(OpenAccountabilityDocument, {
  mode: { kind: "choice", words: "accountabilityMode", values: MODES },
  subject: { kind: "text" },
  ...DAYS,
});

/** What each act of a person asks for, and the operation that does it. */
export const ACCOUNTABILITY_ACTS: Record<Kind, ActForm> = {
  APPROVED: actForm(ApproveAccountabilityDocument),
  RECEIVED: actForm(ReceiveAccountabilityDocument),
  REPORTED: actForm(ReportAccountabilityDocument, REASONS),
  RETURNED: actForm(ReturnAccountabilityDocument, { ...REASON, ...DAYS }),
  FOUND: actForm(FindFaultDocument, FINDING, finding),
  DECIDED: actForm(DecideAccountabilityDocument, { ...REASON, ...DAYS }),
  SANCTIONED: actForm(
    RecordSanctionDocument,
    { ...ORGAN, on: { kind: "day" }, person: { kind: "line" }, measure: { kind: "text" } },
    sanction,
  ),
  APPEALED: actForm(AppealAccountabilityDocument, REASONS),
  UPHELD: actForm(UpholdAccountabilityDocument, REASON),
  REVOKED: actForm(RevokeAccountabilityDocument, REASON),
  WITHDRAWN: actForm(WithdrawAccountabilityDocument, REASON),
};

/** Of a referral, the receipt names the discipline organ. */
export const REFERRED_ACTS = { ...ACCOUNTABILITY_ACTS, RECEIVED: actForm(ReceiveAccountabilityDocument, ORGAN) };
