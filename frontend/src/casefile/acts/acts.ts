/** Which form belongs to which act, and which mutation it sends: every member of the input has exactly one field. */
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { EventKind, Proceeding, RecordedFragment } from "../../gql/graphql";
import {
  AcceptCaseDocument,
  AskCorrectionDocument,
  BeginPauseDocument,
  BeginStageDocument,
  ConcludeCaseDocument,
  CorrectEventDocument,
  DeclineCaseDocument,
  DeliverCaseDocument,
  EndPauseDocument,
  EndStageDocument,
  GrantExtensionDocument,
  HandOverCaseDocument,
  MarkNotRequiredDocument,
  ReceiveCorrectionDocument,
  RecordProceedingDocument,
  VerifyCaseDocument,
  WithdrawCaseDocument,
} from "./actMutations";

export type FieldType =
  | "moment"
  | "text"
  | "longText"
  | "days"
  | "stage"
  | "outcome"
  | "pauseKind"
  | "papers"
  | "event"
  | "colleague"
  | "brought"
  | "texts"
  | "flag"
  | "day"
  | "approverRole"
  | "reasonCode";
export type ActField = { type: FieldType; isOptional?: true };
export type ActResult = { act: RecordedFragment };
export type Act = {
  fields: Record<string, ActField>;
  document: TypedDocumentNode<ActResult, { input: Record<string, unknown> }>;
  /** What the act itself says, beside what the form asks. */
  given?: Record<string, unknown>;
};

type Placed = { hall: string; number: string };

function act<Input extends Placed>(
  document: TypedDocumentNode<ActResult, { input: Input }>,
  fields: { [Name in Exclude<keyof Input, keyof Placed>]-?: ActField },
): Act {
  // Checked above member by member; from here on forms handle all inputs alike.
  return { document: document as unknown as Act["document"], fields };
}

function proceeding(kind: Proceeding, fields: Act["fields"] = {}): Act {
  const document = RecordProceedingDocument as unknown as Act["document"];
  return { document, fields: { ...fields, ...plain }, given: { kind } };
}

const occurredAt: ActField = { type: "moment", isOptional: true };
const plain = { occurredAt, note: { type: "longText", isOptional: true } } as const;
const reasoned = { occurredAt, reason: { type: "longText" } } as const;
const staged = { stage: { type: "stage" }, occurredAt } as const;

/** RECEIVED is recorded by registration, not by an act on a case, and has no form here. */
export type ActKind = Exclude<EventKind, "RECEIVED" | "CALENDAR_CHANGED" | "FEE_CHARGED" | "FEE_REFUNDED">;

export const ACTS: Record<ActKind, Act> = {
  ACCEPTED: act(AcceptCaseDocument, {
    tolerated: { type: "texts", isOptional: true },
    byCommitment: { type: "flag", isOptional: true },
    ...plain,
  }),
  DECLINED: act(DeclineCaseDocument, { reasonCode: { type: "reasonCode", isOptional: true }, ...reasoned }),
  NOT_REQUIRED: act(MarkNotRequiredDocument, reasoned),
  CORRECTION_ASKED: act(AskCorrectionDocument, { items: { type: "papers" }, occurredAt }),
  CORRECTION_RECEIVED: act(ReceiveCorrectionDocument, { brought: { type: "brought", isOptional: true }, ...plain }),
  STAGE_BEGUN: act(BeginStageDocument, staged),
  STAGE_ENDED: act(EndStageDocument, staged),
  PAUSE_BEGUN: act(BeginPauseDocument, {
    kind: { type: "pauseKind" },
    plannedDays: { type: "days" },
    noticeNumber: { type: "text" },
    reason: { type: "longText" },
    occurredAt,
  }),
  PAUSE_ENDED: act(EndPauseDocument, plain),
  EXTENSION_GRANTED: act(GrantExtensionDocument, {
    days: { type: "days" },
    approver: { type: "text" },
    approverRole: { type: "approverRole", isOptional: true },
    reason: { type: "longText" },
    occurredAt,
  }),
  CONCLUDED: act(ConcludeCaseDocument, {
    outcome: { type: "outcome" },
    reasonCode: { type: "reasonCode", isOptional: true },
    reason: { type: "longText", isOptional: true },
    occurredAt,
  }),
  VERIFIED: act(VerifyCaseDocument, plain),
  DELIVERED: act(DeliverCaseDocument, plain),
  HANDED_OVER: act(HandOverCaseDocument, { to: { type: "colleague" }, reason: { type: "longText" } }),
  PRE_REVIEW_ASKED: proceeding("PRE_REVIEW_ASKED"),
  PRE_REVIEW_ANSWERED: proceeding("PRE_REVIEW_ANSWERED"),
  HEARING_TOLD: proceeding("HEARING_TOLD"),
  HEARING_ASKED: proceeding("HEARING_ASKED"),
  HEARING_ANNOUNCED: proceeding("HEARING_ANNOUNCED", { hearingOn: { type: "day" } }),
  HEARING_HELD: proceeding("HEARING_HELD"),
  GAP_FILLED: proceeding("GAP_FILLED"),
  AFTER_CHECKED: proceeding("AFTER_CHECKED"),
  WITHDRAWN: act(WithdrawCaseDocument, reasoned),
  CORRECTED: act(CorrectEventDocument, { sequence: { type: "event" }, occurredAt, reason: { type: "longText" } }),
};

export function isActKind(kind: EventKind): kind is ActKind {
  return kind in ACTS;
}
