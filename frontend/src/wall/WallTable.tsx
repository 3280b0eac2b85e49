import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { FigureLink } from "../madeof/FigureLink";
import { showReading } from "../region/figures";
import { LinkCell } from "../region/LinkCell";
import { type MeasureRow, sortedRows } from "../region/measureRows";
import { type MeasureKey, measureOf, reading } from "../region/measures";
import type { RegionVariables } from "../region/regionVariables";
import { ListTable } from "../tables/ListTable";

const TODAY: readonly MeasureKey[] = ["received", "concluded", "open", "overdue", "yellow", "red"];
const MONTH: readonly MeasureKey[] = ["overdueRate", "meanWorkingDays"];

type Props = { rows: MeasureRow[]; nameTitle: string; caption: string; variables: RegionVariables };

/** Who has most open cases past their limit comes first; who sends nothing comes last and is never green. */
export function WallTable({ rows, nameTitle, caption, variables: { from, to, cmpFrom, cmpTo } }: Props) {
  const { t } = useTranslation();
  const column = (key: MeasureKey, isOfMonth: boolean): ColumnType<MeasureRow>[] => {
    const measure = measureOf(key);
    if (!measure) return [];
    const period = isOfMonth ? { from: cmpFrom, to: cmpTo } : { from, to };
    return [
      {
        key,
        align: "right",
        title: t(isOfMonth ? "wall.ofMonth" : "wall.ofToday", { measure: t(`measure.${key}`) }),
        render: (_, row) => {
          const value = reading(isOfMonth ? row.compared : row.current, measure);
          return (
            <FigureLink figure={measure.opens} place={row.place} period={period} value={value}>
              {showReading(value, measure)}
            </FigureLink>
          );
        },
      },
    ];
  };
  return (
    <ListTable<MeasureRow>
      className="figures"
      aria-label={caption}
      dataSource={sortedRows(rows, { key: "overdue", order: "descend" })}
      scroll={{ x: "max-content" }}
      columns={[
        {
          key: "name",
          rowScope: "row",
          title: nameTitle,
          render: (_, { name, path }) => (path ? <Link to={path}>{name}</Link> : name),
        },
        ...TODAY.flatMap((key) => column(key, false)),
        ...MONTH.flatMap((key) => column(key, true)),
        ...(rows.some(({ link }) => link)
          ? [
              {
                key: "link",
                title: t("region.link"),
                render: (_: unknown, { key, link, current }: MeasureRow) =>
                  link && <LinkCell code={key} link={link} isKnown={current !== null} />,
              },
            ]
          : []),
      ]}
    />
  );
}
