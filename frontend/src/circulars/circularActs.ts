import { actForm } from "../matters/MatterActionBar";
import {
  AnswerCircularDocument,
  DraftCircularDocument,
  PublishCircularDocument,
  ShowCircularDocument,
  WithdrawCircularDocument,
} from "./circularQueries";

export const DRAFT_CIRCULAR = actForm(DraftCircularDocument, {
  subject: { kind: "text" },
  replyDays: { kind: "days", most: 60 },
  shownDays: { kind: "days", most: 250 },
});

/** What each act of a person asks for, and the operation that does it. */
export const CIRCULAR_ACTS = {
  SHOWN: actForm(ShowCircularDocument),
  REPLIED: actForm(AnswerCircularDocument, { reasons: { kind: "text" } }),
  PUBLISHED: actForm(PublishCircularDocument),
  WITHDRAWN: actForm(WithdrawCircularDocument, { reason: { kind: "text" } }),
};
