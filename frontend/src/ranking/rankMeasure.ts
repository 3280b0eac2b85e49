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
};

export function rankMeasure({ key }: Measure): RankMeasure {
  return NAMES[key];
}
