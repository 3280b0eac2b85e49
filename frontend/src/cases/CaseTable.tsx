import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router-dom";
import type { CaseRowFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { ListTable } from "../tables/ListTable";
import { DueDate } from "../time/DueDate";
import { showMoment } from "../time/shanghai";
import { type Column, columnsOf } from "./columns";
import { columnTitle } from "./columnTitle";
import { withChange } from "./listAddress";

/** `adds`: in a list of what a figure is made of, where a case may add to it more than once. */
type Row = CaseRowFragment & { adds?: number | null };
type Cell = Omit<ColumnType<Row>, "key" | "title">;

/** Under the columns that the address names, in its order. */
export function CaseTable({ rows, hall }: { rows: Row[]; hall: string }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const moment = (of: (row: CaseRowFragment) => string | null | undefined): Cell => ({
    className: "figures",
    render: (_, row) => showMoment(of(row)),
  });
  const cells: Record<Column, Cell> = {
    lamp: { width: 96, render: (_, row) => <LampSign lamp={row.lamp} /> },
    number: {
      rowScope: "row",
      className: "figures",
      render: (_, row) => <Link to={`/halls/${hall}/cases/${encodeURIComponent(row.number)}`}>{row.number}</Link>,
    },
    item: { render: (_, row) => row.item.name },
    department: {
      render: (_, row) => (
        <Link to={{ search: withChange(params, { department: row.department.code }).toString() }}>
          {row.department.name}
        </Link>
      ),
    },
    applicant: { render: (_, row) => row.applicantName },
    state: { render: (_, row) => (row.outcome ? t(`outcome.${row.outcome}`) : t(`caseState.${row.state}`)) },
    stage: { render: (_, row) => row.stage },
    submitted: moment((row) => row.submittedAt),
    due: {
      className: "figures",
      render: (_, row) => <DueDate at={row.dueAt} isProvisional={row.isProvisional} />,
    },
    channel: { render: (_, row) => t(`channel.${row.channel}`) },
    accepted: moment((row) => row.acceptedAt),
    statutoryDue: {
      className: "figures",
      render: (_, row) => <DueDate at={row.statutoryDueAt} isProvisional={row.isProvisional} />,
    },
    concluded: moment((row) => row.concludedAt),
  };
  return (
    <ListTable<Row>
      aria-label={t("cases.title")}
      rowKey="number"
      columns={[
        ...columnsOf(params).map((key) => ({ ...cells[key], key, title: t(columnTitle(key)) })),
        ...(rows.some(({ adds }) => adds != null)
          ? [
              {
                key: "adds",
                title: t("madeOf.adds"),
                align: "right" as const,
                render: (_: unknown, row: Row) => row.adds,
              },
            ]
          : []),
      ]}
      dataSource={rows}
      scroll={{ x: "max-content" }}
    />
  );
}
