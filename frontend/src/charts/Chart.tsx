import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useColours } from "../design/tint";
import { type ColourName, FONT } from "../design/tokens";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Draws one option as SVG. The label sits on an outer element: ECharts overwrites that of its own. */
export function Chart({ option, label, height }: { option: EChartsCoreOption; label: string; height: number }) {
  const colours = useColours();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, undefined, { renderer: "svg" });
    chart.setOption({ animation: false, ...dressed(option, colours) });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, colours]);
  return (
    <div role="img" aria-label={label}>
      <div ref={place} style={{ height }} aria-hidden="true" />
    </div>
  );
}

type Colours = Record<ColourName, string>;

/** What all charts share: type, tooltip and the lines of the grid. */
function dressed(option: EChartsCoreOption, colours: Colours): EChartsCoreOption {
  const lines = {
    splitLine: { lineStyle: { color: colours["chart-grid"] } },
    axisLine: { lineStyle: { color: colours.line } },
  };
  const tooltip = { backgroundColor: colours.raised, borderColor: colours.line, textStyle: { color: colours.text } };
  const axis = (key: string) => ({ ...lines, ...(option[key] as object) });
  return {
    ...option,
    textStyle: { fontFamily: FONT, color: colours.text },
    tooltip: { ...tooltip, ...(option.tooltip as object) },
    xAxis: axis("xAxis"),
    yAxis: axis("yAxis"),
  };
}
