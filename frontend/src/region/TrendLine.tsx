import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { Chart } from "../charts/Chart";
import { useClassWords } from "../classes/useClassWords";
import { figure } from "../csv/csv";
import { TableFile } from "../csv/TableFile";
import { useColours } from "../design/tint";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import type { Period } from "../time/periods";
import { showReading } from "./figures";
import type { Measure } from "./measures";
import { TrendDocument } from "./regionQueries";
import { TrendTable } from "./TrendTable";
import { trendPoints, trendQuestion } from "./trendPoints";

const HEIGHT = 220;

export function TrendLine({ code, period, measure }: { code: string; period: Period; measure: Measure }) {
  const { t } = useTranslation();
  const words = useClassWords();
  const colours = useColours();
  const asked = trendQuestion(period, measure);
  const [{ data, error }, run] = useQuery({ query: TrendDocument, variables: { code, ...asked } });
  const { step } = asked;
  const days = data?.hall?.trend;
  const option = useMemo(() => {
    const points = trendPoints(days ?? [], measure, step);
    const show = (value: unknown) => showReading(typeof value === "number" ? value : null, measure);
    return {
      grid: { left: 4, right: 16, top: 12, bottom: 4, containLabel: true },
      tooltip: { trigger: "axis", valueFormatter: show },
      xAxis: {
        type: "category",
        data: points.map(({ at }) => at),
        axisLabel: { color: colours["chart-axis"], hideOverlap: true },
      },
      yAxis: { type: "value", axisLabel: { color: colours["chart-axis"], formatter: show }, splitNumber: 3 },
      series: [
        {
          type: "line",
          name: words.measure(measure.key),
          data: points.map(({ value }) => value),
          symbolSize: 5,
          showSymbol: points.length <= 40,
          lineStyle: { color: colours["chart-main"] },
          itemStyle: { color: colours["chart-main"] },
        },
      ],
    };
  }, [days, measure, step, colours, words]);
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!days) return <LoadingState height={HEIGHT} />;
  return (
    <>
      <Chart
        option={option}
        label={t("region.trendLabel", { measure: words.measure(measure.key), from: asked.from, to: asked.to })}
        height={HEIGHT}
      />
      <details>
        <summary>{t("region.trendTable")}</summary>
        <TableFile
          title={t("region.trend", { measure: words.measure(measure.key) })}
          period={asked}
          asOf={days.at(-1)?.rollup.asOf}
          head={[t("region.trendStep"), words.measure(measure.key)]}
          rows={() => trendPoints(days, measure, step).map(({ at, value }) => [at, figure(value)])}
        />
        <TrendTable code={code} measure={measure} asked={asked} points={trendPoints(days, measure, step)} />
      </details>
    </>
  );
}
