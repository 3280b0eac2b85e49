import type { OrderAct } from "../gql/graphql";
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

/** What each act of a person asks for, and the operation that does it. The draft is begun at a case. */
export const ORDER_ACTS = {
  CHECKED: { document: CheckOrderDocument, fields: [] },
  ISSUED: { document: IssueOrderDocument, fields: [] },
  SENT_BACK: { document: SendBackOrderDocument, fields: ["reason"] },
  REDRAFTED: { document: RedraftOrderDocument, fields: ["subject", "demand", "replyDays"] },
  RECEIVED: { document: ReceiveOrderDocument, fields: [] },
  EXPLAINED: { document: ExplainOrderDocument, fields: ["reasons"] },
  ACCEPTED: { document: AcceptExplanationDocument, fields: ["reason"] },
  RETURNED: { document: ReturnExplanationDocument, fields: ["reason", "replyDays"] },
  REJECTED: { document: RejectExplanationDocument, fields: ["reason"] },
  WITHDRAWN: { document: WithdrawOrderDocument, fields: ["reason"] },
} as const satisfies Partial<Record<OrderAct, { document: unknown; fields: readonly OrderField[] }>>;

export type OrderActKind = keyof typeof ORDER_ACTS;

export function isOrderActKind(act: OrderAct): act is OrderActKind {
  return act in ORDER_ACTS;
}
