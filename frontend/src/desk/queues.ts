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
];

/** 1 to 9, and 0 for the tenth. */
export function keyOf(place: number): string {
  return String((place + 1) % 10);
}

export function queueOf(key: string): DeskQueue | undefined {
  return QUEUES.find((_, place) => keyOf(place) === key);
}

export type Since = "dueAt" | "submittedAt" | "correctionAskedAt" | "concludedAt" | "verifiedAt" | "deliveredAt";

/** The moment that orders a queue, which its rows show. */
export function momentOf(queue: DeskQueue): Since {
  switch (queue) {
    case "PAUSED":
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
