import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { useToday } from "../app/session";
import { useChange } from "../app/useAddress";
import { Chart } from "../charts/Chart";
import { figure } from "../csv/csv";
import { TableFile } from "../csv/TableFile";
import { useColours } from "../design/tint";
import type { RecordQualityQuery } from "../gql/graphql";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import type { ListColumn } from "../tables/columns";
import { ListTable } from "../tables/ListTable";
import { isDay, presetPeriod } from "../time/periods";
import { RecordQualityDocument } from "./exchangeQueries";

type Row = RecordQualityQuery["recordQuality"][number];
type Props = { hall: string; names: ReadonlyMap<string, string> };

const BAR_HEIGHT = 30;
// Never so fine that its marks read alike.
const axisEnd = ({ max }: { max: number }) => Math.max(0.02, max);
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** How well each source records: how late, out of order, twice. The sums are the measures of the hall. */
export function RecordQuality({ hall, names }: Props) {
  const { t } = useTranslation();
  const colours = useColours();
  const [params, change] = useChange();
  const usual = presetPeriod("last30Days", useToday());
  const day = (key: "from" | "to") => (isDay(params.get(key)) ? (params.get(key) as string) : usual[key]);
  const period = { from: day("from"), to: day("to") };
  const [{ data, error }, run] = useQuery({ query: RecordQualityDocument, variables: { hall, ...period } });
  const rows = data?.recordQuality;
  const name = (row: Row) => (row.source ? (names.get(row.source) ?? row.source) : t("quality.windows"));
  const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
  const counted = (key: "eventsLate" | "eventsOdd" | "eventsRepeated"): ListColumn<Row> => ({
    key,
    title: t(`quality.${key}`),
    className: "figures",
    text: (row) => row[key],
    render: (_, row) => (
      <>
        {row[key]} <span className="quiet">({percent(share(row[key], row.events))})</span>
      </>
    ),
  });
  const columns: ListColumn<Row>[] = [
    { key: "source", rowScope: "row", title: t("quality.source"), text: name },
    { key: "events", title: t("quality.events"), className: "figures", text: ({ events }) => events },
    counted("eventsLate"),
    {
      key: "lag",
      title: t("quality.lag"),
      className: "figures",
      text: ({ lagHours, events }) => figure(share(lagHours, events)),
      render: (_, { lagHours, events }) => share(lagHours, events).toFixed(1),
    },
    counted("eventsOdd"),
    counted("eventsRepeated"),
  ];
  const option = useMemo(() => {
    const bar = (key: "eventsLate" | "eventsOdd" | "eventsRepeated", colour: string) => ({
      type: "bar",
      name: t(`quality.${key}`),
      data: (rows ?? []).map((row) => share(row[key], row.events)),
      itemStyle: { color: colour },
      barMaxWidth: 8,
    });
    const show = (value: unknown) => (typeof value === "number" ? `${(value * 100).toFixed(1)}%` : "");
    return {
      grid: { left: 4, right: 24, top: 32, bottom: 4, containLabel: true },
      legend: { top: 0, textStyle: { color: colours.text } },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: show },
      xAxis: { type: "value", min: 0, max: axisEnd, axisLabel: { color: colours.text, formatter: show } },
      yAxis: {
        type: "category",
        inverse: true,
        data: (rows ?? []).map(({ source }) => (source ? (names.get(source) ?? source) : t("quality.windows"))),
        axisTick: { show: false },
        axisLabel: { color: colours.text, width: 120, overflow: "truncate" },
      },
      series: [
        bar("eventsLate", colours["chart-main"]),
        bar("eventsOdd", colours["chart-compared"]),
        bar("eventsRepeated", colours["chart-axis"]),
      ],
    };
  }, [rows, names, colours, t]);
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{t("quality.title")}</h2>
        <div className="filters no-print">
          <DatePicker.RangePicker
            aria-label={t("region.period")}
            allowClear={false}
            value={[dayjs(period.from), dayjs(period.to)]}
            onChange={(range) =>
              change({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })
            }
          />
          <TableFile
            title={t("quality.title")}
            period={period}
            head={columns.map(({ title }) => title)}
            rows={rows && (() => rows.map((row) => columns.map(({ text }) => text?.(row) ?? null)))}
          />
        </div>
      </div>
      <p className="quiet">{t("quality.about")}</p>
      {error && <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />}
      {!rows && !error && <LoadingState />}
      {rows && rows.length > 0 && (
        <Chart option={option} label={t("quality.title")} height={60 + rows.length * BAR_HEIGHT} />
      )}
      {rows && (
        <ListTable<Row>
          aria-label={t("quality.title")}
          rowKey={({ source }) => source ?? ""}
          columns={columns}
          dataSource={rows}
          locale={{ emptyText: t("quality.none") }}
          scroll={{ x: "max-content" }}
        />
      )}
    </section>
  );
}
