import { useTranslation } from "react-i18next";
import type { RankedHallFragment } from "../gql/graphql";
import { showReading } from "../region/figures";
import type { Measure } from "../region/measures";
import { SPARK_HEIGHT, SPARK_WIDTH, sparkline } from "./sparkPath";

/** Thirteen months as a small line, drawn from nought; the last month is the dot. What it shows is said in words. */
export function Sparkline({ months, measure }: { months: RankedHallFragment["months"]; measure: Measure }) {
  const { t } = useTranslation();
  const values = months.map(({ value }) => value ?? null);
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return <span className="quiet">{t("ranking.noMonths")}</span>;
  const { path, last } = sparkline(values);
  const show = (value: number | null) => showReading(value, measure);
  const label = t("ranking.months", {
    low: show(Math.min(...known)),
    high: show(Math.max(...known)),
    last: show(values.at(-1) ?? null),
  });
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      width={SPARK_WIDTH}
      height={SPARK_HEIGHT}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={path} />
      {last && <circle cx={last[0]} cy={last[1]} r="2.5" />}
    </svg>
  );
}
