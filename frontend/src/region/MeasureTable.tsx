import { Tag } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { ListTable } from "../tables/ListTable";
import { ChangeSign } from "./ChangeSign";
import { showReading } from "./figures";
import { LinkCell } from "./LinkCell";
import type { MeasureRow } from "./measureRows";
import { difference, type Measure, reading, watched } from "./measures";
import type { Sort } from "./regionAddress";

type Props = {
  rows: MeasureRow[];
  nameTitle: string;
  caption: string;
  isCompared: boolean;
  measures: readonly Measure[];
  sort: Sort | undefined;
  setSort: (sort: Sort | undefined) => void;
};

/** Rows come in the order to show: the address says it, and the exported file has the same. */
export function MeasureTable({ rows, nameTitle, caption, isCompared, measures, sort, setSort }: Props) {
  const { t } = useTranslation();
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
            render: (_: unknown, row: MeasureRow) => row.link && <LinkCell link={row.link} isKnown={!!row.current} />,
          },
        ]
      : []),
    ...measures.map((measure) => ({
      ...measureColumn(measure, isCompared),
      title: t(`measure.${measure.key}`),
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

function measureColumn(measure: Measure, isCompared: boolean): ColumnType<MeasureRow> {
  return {
    key: measure.key,
    align: "right",
    sorter: true,
    render: (_, row) => (
      <>
        {showReading(reading(row.current, measure), measure)}
        <Beside current={row.current} measure={measure} />
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
function Beside({ current, measure }: { current: MeasureRow["current"]; measure: Measure }) {
  const { t } = useTranslation();
  const notes = watched(current, measure.key);
  return notes.map(([kind, count]) => (
    <div key={kind} className="quiet beside">
      {t(`region.beside.${kind}`, { count })}
    </div>
  ));
}

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
