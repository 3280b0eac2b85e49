/** What the region page shows is in its address, so that a link shows the same to the next reader. */
import {
  COMPARISONS,
  type Comparison,
  comparisonPeriod,
  isDay,
  isSamePeriod,
  type Period,
  presetPeriod,
} from "../time/periods";
import { type Measure, measureOf } from "./measures";

export const TABS = ["children", "items", "departments"] as const;
export type Tab = (typeof TABS)[number];
export type Sort = { key: string; order: "ascend" | "descend" };

export type RegionAddress = {
  period: Period;
  compared: Period | undefined;
  measure: Measure;
  tab: Tab;
  sort: Sort | undefined;
};

const DEFAULT_MEASURE = "overdueRate";

export function readAddress(params: URLSearchParams, today: string): RegionAddress {
  const period = readPeriod(params, "from", "to") ?? presetPeriod("thisMonth", today);
  return {
    period,
    compared:
      params.get("cmp") === "none"
        ? undefined
        : (readPeriod(params, "cmpFrom", "cmpTo") ?? comparisonPeriod(period, "previous")),
    measure: measureOf(params.get("measure")) ?? (measureOf(DEFAULT_MEASURE) as Measure),
    tab: TABS.find((tab) => tab === params.get("tab")) ?? "children",
    sort: readSort(params.get("sort")),
  };
}

export function writeAddress(address: RegionAddress): URLSearchParams {
  const { period, compared, measure, tab, sort } = address;
  const params = new URLSearchParams({ from: period.from, to: period.to });
  if (compared) {
    params.set("cmpFrom", compared.from);
    params.set("cmpTo", compared.to);
  } else params.set("cmp", "none");
  params.set("measure", measure.key);
  if (tab !== "children") params.set("tab", tab);
  if (sort) params.set("sort", `${sort.key}.${sort.order}`);
  return params;
}

/** Which of the offered comparisons the address holds; undefined for one that was typed by hand. */
export function comparisonOf({ period, compared }: RegionAddress): Comparison | undefined {
  return COMPARISONS.find((comparison) => {
    const offered = comparisonPeriod(period, comparison);
    return offered && compared ? isSamePeriod(offered, compared) : offered === compared;
  });
}

function readPeriod(params: URLSearchParams, from: string, to: string): Period | undefined {
  const [first, last] = [params.get(from), params.get(to)];
  return isDay(first) && isDay(last) && first <= last ? { from: first, to: last } : undefined;
}

function readSort(text: string | null): Sort | undefined {
  const [key, order] = text?.split(".") ?? [];
  return key && (order === "ascend" || order === "descend") ? { key, order } : undefined;
}
