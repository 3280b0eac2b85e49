import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../charts/Chart";
import { useClassWords } from "../classes/useClassWords";
import { useColours } from "../design/tint";
import { showReading } from "./figures";
import type { MeasureRow } from "./measureRows";
import { type Measure, reading } from "./measures";

const MOST_BARS = 20;
const BAR_HEIGHT = 26;

/** The chosen measure as bars, largest first, with the compared period as a thin grey bar; the table has all rows. */
export function MeasureBars({
  rows,
  measure,
  isCompared,
}: {
  rows: MeasureRow[];
  measure: Measure;
  isCompared: boolean;
}) {
  const { t } = useTranslation();
  const words = useClassWords();
  const colours = useColours();
  const drawn = useMemo(
    () =>
      rows
        .filter((row) => reading(row.current, measure) !== null)
        .sort((one, other) => (reading(other.current, measure) ?? 0) - (reading(one.current, measure) ?? 0))
        .slice(0, MOST_BARS),
    [rows, measure],
  );
  const option = useMemo(() => {
    const show = (value: unknown) => (typeof value === "number" ? showReading(value, measure) : "");
    const bar = { type: "bar", barGap: "0%" };
    const current = {
      ...bar,
      name: t("region.thisPeriod"),
      data: drawn.map((row) => reading(row.current, measure)),
      itemStyle: { color: colours["chart-main"] },
      label: {
        show: true,
        position: "right",
        color: colours.text,
        formatter: (point: { value: unknown }) => show(point.value),
      },
      barMaxWidth: 14,
    };
    const compared = {
      ...bar,
      name: t("region.comparedPeriod"),
      data: drawn.map((row) => reading(row.compared, measure)),
      itemStyle: { color: colours["chart-compared"] },
      barMaxWidth: 6,
    };
    return {
      grid: { left: 4, right: 64, top: 4, bottom: 4, containLabel: true },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: show },
      xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: "category",
        inverse: true,
        data: drawn.map((row) => row.name),
        axisTick: { show: false },
        axisLabel: { color: colours.text, width: 120, overflow: "truncate" },
      },
      series: isCompared ? [current, compared] : [current],
    };
  }, [drawn, measure, isCompared, colours, t]);
  if (drawn.length === 0) return <p className="quiet">{t("region.nothingToDraw")}</p>;
  return (
    <Chart
      option={option}
      label={t("region.barsLabel", { measure: words.measure(measure.key), count: drawn.length })}
      height={Math.max(120, drawn.length * BAR_HEIGHT * (isCompared ? 1.2 : 1) + 16)}
    />
  );
}
