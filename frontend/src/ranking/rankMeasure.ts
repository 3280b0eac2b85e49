import type { RankMeasure } from "../gql/graphql";
import type { Measure, MeasureKey } from "../region/measures";

const NAMES: Record<MeasureKey, RankMeasure> = {
  received: "RECEIVED",
  concluded: "CONCLUDED",
  open: "OPEN",
  overdue: "OVERDUE",
  overdueRate: "OVERDUE_RATE",
  onTimeRate: "ON_TIME_RATE",
  yellow: "YELLOW",
  red: "RED",
  meanWorkingDays: "MEAN_WORKING_DAYS",
  openIntake: "OPEN_INTAKE",
  openCorrection: "OPEN_CORRECTION",
  openHandling: "OPEN_HANDLING",
  openReview: "OPEN_REVIEW",
  openApproval: "OPEN_APPROVAL",
  openPaused: "OPEN_PAUSED",
  onTheSpot: "ON_THE_SPOT",
  timeLimited: "TIME_LIMITED",
  joint: "JOINT",
  passedUp: "PASSED_UP",
  returned: "RETURNED",
  supplemented: "SUPPLEMENTED",
  accepted: "ACCEPTED",
  concludedEarly: "CONCLUDED_EARLY",
  corrections: "CORRECTIONS",
  correctionDays: "CORRECTION_DAYS",
  recheckDays: "RECHECK_DAYS",
  overdueStatutory: "OVERDUE_STATUTORY",
  overdueByLaw: "OVERDUE_BY_LAW",
  overdueStatutoryByLaw: "OVERDUE_STATUTORY_BY_LAW",
  deemedAccepted: "DEEMED_ACCEPTED",
  beyondGuide: "BEYOND_GUIDE",
  loopBreaks: "LOOP_BREAKS",
  incompleteRate: "INCOMPLETE_RATE",
  lateRecordRate: "LATE_RECORD_RATE",
  meanLagHours: "MEAN_LAG_HOURS",
  oddRecordRate: "ODD_RECORD_RATE",
  repeatedRecordRate: "REPEATED_RECORD_RATE",
};

export function rankMeasure({ key }: Measure): RankMeasure {
  return NAMES[key];
}
