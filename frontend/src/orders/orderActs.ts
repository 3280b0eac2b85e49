import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { OrderAct, OrderDoneFragment } from "../gql/graphql";
import {
  AcceptExplanationDocument,
  CheckOrderDocument,
  ExplainOrderDocument,
  IssueOrderDocument,
  ReceiveOrderDocument,
  RedraftOrderDocument,
  RejectExplanationDocument,
  ReturnExplanationDocument,
  SendBackOrderDocument,
  WithdrawOrderDocument,
} from "./orderQueries";

export type OrderField = "subject" | "demand" | "replyDays" | "reason" | "reasons";
type Placed = { hall: string; id: string; idempotencyKey?: unknown };
type Result = { act: OrderDoneFragment };
type OrderActForm = {
  document: TypedDocumentNode<Result, { input: Record<string, unknown> }>;
  fields: readonly OrderField[];
};

function act<Input extends Placed>(
  document: TypedDocumentNode<Result, { input: Input }>,
  ...fields: Exclude<keyof Input, keyof Placed>[]
): OrderActForm {
  // Checked above member by member; from here on the form handles all inputs alike.
  return { document: document as unknown as OrderActForm["document"], fields: fields as OrderField[] };
}

/** The draft is begun at a case; reminder and escalation are the worker's. */
export type OrderActKind = Exclude<OrderAct, "DRAFTED" | "REMINDED" | "ESCALATED">;

/** What each act of a person asks for, and the operation that does it. */
export const ORDER_ACTS: Record<OrderActKind, OrderActForm> = {
  CHECKED: act(CheckOrderDocument),
  ISSUED: act(IssueOrderDocument),
  SENT_BACK: act(SendBackOrderDocument, "reason"),
  REDRAFTED: act(RedraftOrderDocument, "subject", "demand", "replyDays"),
  RECEIVED: act(ReceiveOrderDocument),
  EXPLAINED: act(ExplainOrderDocument, "reasons"),
  ACCEPTED: act(AcceptExplanationDocument, "reason"),
  RETURNED: act(ReturnExplanationDocument, "reason", "replyDays"),
  REJECTED: act(RejectExplanationDocument, "reason"),
  WITHDRAWN: act(WithdrawOrderDocument, "reason"),
};

export function isOrderActKind(kind: OrderAct): kind is OrderActKind {
  return kind in ORDER_ACTS;
}
