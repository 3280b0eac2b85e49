import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { OrderLineFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { showDue, showMoment } from "../time/shanghai";
import { useOrderWords } from "./orderWords";

/** Orders of one hall, drafts among them. */
export function OrderTable({ hall, rows }: { hall: string; rows: OrderLineFragment[] }) {
  const { t } = useTranslation();
  const columns: ColumnType<OrderLineFragment>[] = [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      render: (_, row) => <Link to={`/halls/${hall}/orders/${row.id}`}>{row.number ?? t("order.draftTitle")}</Link>,
    },
    { key: "kind", title: t("order.kind"), render: (_, row) => t(`orderKind.${row.kind}`) },
    { key: "state", title: t("order.state"), render: (_, row) => <State row={row} /> },
    { key: "department", title: t("department.label"), render: (_, row) => row.department.name },
    { key: "subject", title: t("order.field.subject"), ellipsis: true, render: (_, row) => row.subject },
    {
      key: "due",
      title: t("order.replyUntil"),
      className: "figures",
      render: (_, row) => row.replyDueAt && <time dateTime={row.replyDueAt}>{showDue(row.replyDueAt)}</time>,
    },
    {
      key: "at",
      title: t("order.at"),
      className: "figures",
      render: (_, row) => <time dateTime={row.at}>{showMoment(row.at)}</time>,
    },
  ];
  return (
    <ListTable<OrderLineFragment>
      aria-label={t("order.title")}
      rowKey="id"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 860 }}
    />
  );
}

function State({ row }: { row: OrderLineFragment }) {
  const { t } = useTranslation();
  const words = useOrderWords(row.kind);
  return (
    <>
      {words.state(row.state)}
      {row.isReplyLate && <strong className="order-late"> {t("order.replyLate")}</strong>}
    </>
  );
}
