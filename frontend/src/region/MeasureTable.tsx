import { Tag } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useClassWords } from "../classes/useClassWords";
import { FigureLink } from "../madeof/FigureLink";
import type { FigurePlace } from "../madeof/figurePath";
import { ListTable } from "../tables/ListTable";
import type { Period } from "../time/periods";
import { ChangeSign } from "./ChangeSign";
import { showReading } from "./figures";
import { LinkCell } from "./LinkCell";
import type { MeasureRow } from "./measureRows";
import { BESIDE, difference, type Measure, reading, watched } from "./measures";
import type { Sort } from "./regionAddress";

type Props = {
  rows: MeasureRow[];
  nameTitle: string;
  caption: string;
  isCompared: boolean;
  period: Period;
  measures: readonly Measure[];
  sort: Sort | undefined;
  setSort: (sort: Sort | undefined) => void;
};

/** Rows come in the order to show: the address says it, and the exported file has the same. */
export function MeasureTable({ rows, nameTitle, caption, isCompared, period, measures, sort, setSort }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const order = (key: string) => (sort?.key === key ? sort.order : null);
  const columns: ColumnType<MeasureRow>[] = [
    {
      key: "name",
      rowScope: "row",
      title: nameTitle,
      fixed: "left",
      width: 150,
      sorter: true,
      sortOrder: order("name"),
      render: (_, row) => <RowName row={row} />,
    },
    ...(rows.some((row) => row.link)
      ? [
          {
            key: "link",
            title: t("region.link"),
            render: (_: unknown, row: MeasureRow) =>
              row.link && <LinkCell code={row.key} link={row.link} isKnown={!!row.current} />,
          },
        ]
      : []),
    ...measures.map((measure) => ({
      ...measureColumn(measure, isCompared, period),
      title: words.measure(measure.key),
      sortOrder: order(measure.key),
    })),
  ];
  return (
    <ListTable<MeasureRow>
      className="measure-table figures"
      aria-label={caption}
      columns={columns}
      dataSource={rows}
      pagination={rows.length > 60 ? { pageSize: 60, showSizeChanger: false } : false}
      scroll={{ x: "max-content" }}
      showSorterTooltip={false}
      onChange={(_, __, sorter) => {
        const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
        setSort(chosen?.order && chosen.columnKey ? { key: String(chosen.columnKey), order: chosen.order } : undefined);
      }}
    />
  );
}

function measureColumn(measure: Measure, isCompared: boolean, period: Period): ColumnType<MeasureRow> {
  return {
    key: measure.key,
    align: "right",
    sorter: true,
    render: (_, row) => (
      <>
        <FigureLink figure={measure.opens} place={row.place} period={period} value={reading(row.current, measure)}>
          {showReading(reading(row.current, measure), measure)}
        </FigureLink>
        <Beside current={row.current} measure={measure} place={row.place} period={period} />
        {isCompared && row.current && (
          <div>
            <ChangeSign change={difference(row.current, row.compared, measure)} measure={measure} />
          </div>
        )}
      </>
    ),
  };
}

/** What a count of received or concluded cases is made of, where not all of them were watched in whole. */
export function Beside({ current, measure, place, period }: BesideProps) {
  const { t } = useTranslation();
  const { key } = measure;
  if (key !== "received" && key !== "concluded") return null;
  return watched(current, key).map(([kind, count]) => (
    <div key={kind} className="quiet beside">
      <FigureLink figure={BESIDE[key][kind]} place={place} period={period} value={count}>
        {t(`region.beside.${kind}`, { count })}
      </FigureLink>
    </div>
  ));
}

type BesideProps = { current: MeasureRow["current"]; measure: Measure; place: FigurePlace; period: Period };

function RowName({ row }: { row: MeasureRow }) {
  const { t } = useTranslation();
  return (
    <>
      {row.path ? <Link to={row.path}>{row.name}</Link> : row.name}
      {row.tag && (
        <>
          {" "}
          <Tag className="row-tag">{t(`region.tag.${row.tag}`)}</Tag>
        </>
      )}
    </>
  );
}
