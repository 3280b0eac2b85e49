import type { Column } from "./columns";

const TITLES = {
  lamp: "case.lamp",
  number: "case.number",
  item: "item.label",
  department: "department.label",
  applicant: "case.applicant",
  state: "case.state",
  stage: "case.stage",
  submitted: "case.submittedAt",
  due: "case.dueAt",
  channel: "case.channel",
  accepted: "case.acceptedAt",
  statutoryDue: "case.statutoryDueAt",
  concluded: "case.concludedAt",
} as const;

/** The key of the catalogue that heads a column, on the page as in the file. */
export function columnTitle(column: Column): (typeof TITLES)[Column] {
  return TITLES[column];
}
