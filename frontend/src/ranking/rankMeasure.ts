import type { RankMeasure } from "../gql/graphql";
import type { Measure, MeasureKey } from "../region/measures";

const NAMES: Partial<Record<MeasureKey, RankMeasure>> = {
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

/** Nothing for the classes of cases: these are counted, not ranked. */
export function rankMeasure({ key }: Measure): RankMeasure | undefined {
  return NAMES[key];
}
