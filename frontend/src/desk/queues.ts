import type { DeskQueue } from "../gql/graphql";

/** In the order in which a clerk goes through them; the key of a queue is its place here. */
export const QUEUES: readonly DeskQueue[] = [
  "DUE_TODAY",
  "DUE_NEXT",
  "RED",
  "YELLOW",
  "PAUSED",
  "AWAITING_CORRECTION",
  "UNVERIFIED",
  "UNDELIVERED",
  "UNREGISTERED",
  "DELIVERED_FIRST",
  "NOTICE_DUE",
  "BEYOND_GUIDE",
];

/** The row of digits, then the letters under its left end. */
const KEYS = "1234567890qw";

export function keyOf(place: number): string {
  return KEYS.charAt(place);
}

export function queueOf(key: string): DeskQueue | undefined {
  return QUEUES.find((_, place) => keyOf(place) === key);
}

export type Since =
  | "noticeDueAt"
  | "dueAt"
  | "submittedAt"
  | "correctionAskedAt"
  | "concludedAt"
  | "verifiedAt"
  | "deliveredAt";

/** The moment that orders a queue, which its rows show. */
export function momentOf(queue: DeskQueue): Since {
  switch (queue) {
    case "NOTICE_DUE":
      return "noticeDueAt";
    case "PAUSED":
    case "BEYOND_GUIDE":
      return "submittedAt";
    case "AWAITING_CORRECTION":
      return "correctionAskedAt";
    case "UNVERIFIED":
    case "UNREGISTERED":
      return "concludedAt";
    case "UNDELIVERED":
      return "verifiedAt";
    case "DELIVERED_FIRST":
      return "deliveredAt";
    default:
      return "dueAt";
  }
}
