import type { ColumnType } from "antd/es/table";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { Chart } from "../charts/Chart";
import { useClassWords } from "../classes/useClassWords";
import { figure } from "../csv/csv";
import { TableFile } from "../csv/TableFile";
import { useColours } from "../design/tint";
import { FigureLink } from "../madeof/FigureLink";
import type { FigurePlace } from "../madeof/figurePath";
import { showChange, showReading } from "../region/figures";
import type { Measure } from "../region/measures";
import { ListTable } from "../tables/ListTable";
import type { Period } from "../time/periods";
import { largest, type Part, ratio } from "./contributions";

type Props = {
  parts: readonly Part[];
  measure: Measure;
  nameTitle: string;
  caption: string;
  /** Where a name leads, and whose figures those of a part are. */
  path: (key: string) => string;
  place: (key: string) => FigurePlace;
  before: Period;
  asOf: string;
  after: Period;
};

const MOST_BARS = 6;
const MOST_ROWS = 6;

/** What each part contributes, as bars in both directions and as a table with the counts that it is made of. */
export function ContributionPanel({ parts, measure, nameTitle, caption, path, place, before, after, asOf }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const colours = useColours();
  const drawn = useMemo(() => largest(parts, MOST_BARS), [parts]);
  const option = useMemo(() => {
    const show = (value: unknown) => (typeof value === "number" ? showChange(value, measure) : "");
    return {
      grid: { left: 4, right: 72, top: 4, bottom: 4, containLabel: true },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: show },
      xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: "category",
        inverse: true,
        data: drawn.map(({ name }) => name),
        axisTick: { show: false },
        axisLabel: { color: colours.text, width: 140, overflow: "truncate" },
      },
      series: [
        {
          type: "bar",
          name: t("why.total"),
          data: drawn.map(({ total }) => ({
            value: total,
            itemStyle: { color: total > 0 ? colours.bad : colours.good },
          })),
          label: {
            show: true,
            position: "right",
            color: colours.text,
            formatter: (point: { value: unknown }) => show(point.value),
          },
          barMaxWidth: 16,
        },
      ],
    };
  }, [drawn, measure, colours, t]);
  if (parts.length === 0)
    return (
      <section className="panel">
        <h2>{caption}</h2>
        <p className="quiet">{t("why.noParts")}</p>
      </section>
    );
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{caption}</h2>
        <TableFile
          title={`${caption} · ${words.measure(measure.key)}`}
          period={after}
          compared={before}
          asOf={asOf}
          head={[
            t("export.code"),
            nameTitle,
            ...[before, after].flatMap(({ from, to }) => [
              t("export.part", { from, to }),
              t("export.whole", { from, to }),
            ]),
            t("why.within"),
            t("why.mix"),
            t("why.total"),
          ]}
          rows={() =>
            parts.map((part) => [
              part.key,
              part.name,
              ...[part.partBefore, part.wholeBefore, part.partAfter, part.wholeAfter].map(figure),
              ...[part.within, part.mix, part.total].map(figure),
            ])
          }
        />
      </div>
      <Chart
        option={option}
        label={t("why.barsLabel", { what: nameTitle, count: drawn.length })}
        height={Math.max(80, drawn.length * 28 + 16)}
      />
      <ListTable<Part>
        className="figures"
        aria-label={caption}
        rowKey="key"
        columns={columns({ measure, nameTitle, path, place, before, after }, t)}
        dataSource={[...parts]}
        pagination={parts.length > MOST_ROWS ? { pageSize: MOST_ROWS, showSizeChanger: false } : false}
        scroll={{ x: "max-content" }}
      />
    </section>
  );
}

type Shown = Omit<Props, "parts" | "caption" | "asOf">;

function columns({ measure, nameTitle, path, place, before, after }: Shown, t: TFunction): ColumnType<Part>[] {
  const counted = (key: string, period: Period, part: number, whole: number) => (
    <>
      {showReading(ratio(part, whole), measure)}
      <div className="quiet">
        <FigureLink figure={measure.opens} place={place(key)} period={period} value={part}>
          {part}
        </FigureLink>
        {" / "}
        <FigureLink figure={measure.whole ?? measure.opens} place={place(key)} period={period} value={whole}>
          {whole}
        </FigureLink>
      </div>
    </>
  );
  return [
    {
      key: "name",
      rowScope: "row",
      title: nameTitle,
      render: (_, { key, name }) => <Link to={path(key)}>{name}</Link>,
    },
    {
      key: "before",
      title: t("why.before"),
      align: "right",
      render: (_, { key, partBefore, wholeBefore }) => counted(key, before, partBefore, wholeBefore),
    },
    {
      key: "after",
      title: t("why.after"),
      align: "right",
      render: (_, { key, partAfter, wholeAfter }) => counted(key, after, partAfter, wholeAfter),
    },
    { key: "within", title: t("why.within"), align: "right", render: (_, { within }) => showChange(within, measure) },
    { key: "mix", title: t("why.mix"), align: "right", render: (_, { mix }) => showChange(mix, measure) },
    {
      key: "total",
      title: t("why.total"),
      align: "right",
      render: (_, { total }) => <strong>{showChange(total, measure)}</strong>,
    },
  ];
}
