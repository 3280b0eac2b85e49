import type { OrderAct } from "../gql/graphql";
import { type ActForm, actForm } from "../matters/MatterActionBar";
import type { Fields } from "../matters/MatterForm";
import {
  AcceptExplanationDocument,
  AskReplyTimeDocument,
  CheckOrderDocument,
  DenyReplyTimeDocument,
  DraftOrderDocument,
  ExplainOrderDocument,
  GiveReplyTimeDocument,
  IssueOrderDocument,
  ReceiveOrderDocument,
  RedraftOrderDocument,
  RejectExplanationDocument,
  ReturnExplanationDocument,
  SendBackOrderDocument,
  WithdrawOrderDocument,
} from "./orderQueries";

/** The draft is begun at a case; reminder and escalation are the worker's. */
export type OrderActKind = Exclude<OrderAct, "DRAFTED" | "REMINDED" | "ESCALATED">;

const REPLY_DAYS = { replyDays: { kind: "days", most: 60 } } as const;
const REASON: Fields = { reason: { kind: "text" } };
export const DRAFT_FIELDS: Fields = { subject: { kind: "text" }, demand: { kind: "text" }, ...REPLY_DAYS };

/** What each act of a person asks for, and the operation that does it. */
export const ORDER_ACTS: Record<OrderActKind, ActForm> = {
  CHECKED: actForm(CheckOrderDocument),
  ISSUED: actForm(IssueOrderDocument),
  SENT_BACK: actForm(SendBackOrderDocument, REASON),
  REDRAFTED: actForm(RedraftOrderDocument, DRAFT_FIELDS),
  RECEIVED: actForm(ReceiveOrderDocument),
  EXPLAINED: actForm(ExplainOrderDocument, { reasons: { kind: "text" } }),
  TIME_ASKED: actForm(AskReplyTimeDocument, REASON),
  TIME_GIVEN: actForm(GiveReplyTimeDocument, { ...REASON, days: { kind: "days", most: 60 } }),
  TIME_DENIED: actForm(DenyReplyTimeDocument, REASON),
  ACCEPTED: actForm(AcceptExplanationDocument, REASON),
  RETURNED: actForm(ReturnExplanationDocument, { ...REASON, ...REPLY_DAYS }),
  REJECTED: actForm(RejectExplanationDocument, REASON),
  WITHDRAWN: actForm(WithdrawOrderDocument, REASON),
};

/** 拟稿 at a case that has a red, or for a department. */
export const DRAFT_ORDER = actForm(DraftOrderDocument, {
  kind: { kind: "choice", words: "orderKind", values: ["ORDER", "RECTIFICATION", "ADVICE", "TALK"] },
  ...DRAFT_FIELDS,
});
