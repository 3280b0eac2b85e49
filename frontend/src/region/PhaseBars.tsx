import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../charts/Chart";
import { useColours } from "../design/tint";
import type { ColourName } from "../design/tokens";
import type { MeasureRow } from "./measureRows";
import { besides, firstOf, type MeasureKey, reading } from "./measures";

const MOST_BARS = 20;
const BAR_HEIGHT = 26;
const PHASES = besides(firstOf("phases"));
const COLOURS: Partial<Record<MeasureKey, ColourName>> = {
  openIntake: "map-2",
  openCorrection: "lamp-yellow-shape",
  openHandling: "map-3",
  openReview: "map-4",
  openApproval: "map-5",
  openPaused: "map-hatch",
};

/** Where the open cases stand: one bar a row, split by stage, most open cases first; the table has all rows. */
export function PhaseBars({ rows }: { rows: MeasureRow[] }) {
  const { t } = useTranslation();
  const colours = useColours();
  const drawn = useMemo(
    () =>
      rows
        .filter((row) => row.current && row.current.open > 0)
        .sort((one, other) => (other.current?.open ?? 0) - (one.current?.open ?? 0))
        .slice(0, MOST_BARS),
    [rows],
  );
  const option = useMemo(
    () => ({
      grid: { left: 4, right: 24, top: 44, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colours.text } },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: "category",
        inverse: true,
        data: drawn.map((row) => row.name),
        axisTick: { show: false },
        axisLabel: { color: colours.text, width: 120, overflow: "truncate" },
      },
      series: PHASES.map((measure) => ({
        type: "bar",
        stack: "open",
        name: t(`measure.${measure.key}`),
        data: drawn.map((row) => reading(row.current, measure)),
        itemStyle: { color: colours[COLOURS[measure.key] ?? "chart-main"] },
        barMaxWidth: 18,
      })),
    }),
    [drawn, colours, t],
  );
  if (drawn.length === 0) return <p className="quiet">{t("region.nothingOpen")}</p>;
  return (
    <Chart
      option={option}
      label={t("region.phasesLabel", { count: drawn.length })}
      height={Math.max(160, drawn.length * BAR_HEIGHT + 56)}
    />
  );
}
