import type { Figure } from "../gql/graphql";

/** Every figure that an address may name. */
const ALL: Record<Figure, true> = {
  RECEIVED: true,
  ACCEPTED: true,
  CONCLUDED: true,
  CONCLUDED_EARLY: true,
  CONCLUDED_LATE: true,
  CONCLUDED_LATE_STATUTORY: true,
  CONCLUDED_LATE_BY_LAW: true,
  CONCLUDED_LATE_STATUTORY_BY_LAW: true,
  ON_THE_SPOT: true,
  TIME_LIMITED: true,
  JOINT: true,
  PASSED_UP: true,
  RETURNED: true,
  SUPPLEMENTED: true,
  OPEN: true,
  OVERDUE: true,
  OVERDUE_STATUTORY: true,
  LATE: true,
  ON_TIME: true,
  DONE: true,
  RECEIVED_PARTIAL: true,
  CONCLUDED_PARTIAL: true,
  RECEIVED_TRIAL: true,
  CONCLUDED_TRIAL: true,
  CONCLUDED_LATE_TRIAL: true,
  YELLOW: true,
  RED: true,
  CORRECTIONS: true,
  EVENTS: true,
  USED_DAYS: true,
  SPEED_USED_DAYS: true,
  STATUTORY_DAYS: true,
};

export const FIGURES = Object.keys(ALL) as Figure[];
