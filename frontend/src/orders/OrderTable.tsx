import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { OpenOrderRowFragment, OrderLineFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { showDue, showMoment } from "../time/shanghai";

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
    { key: "state", title: t("order.state"), render: (_, row) => <State state={row.state} isLate={row.isReplyLate} /> },
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

/** Issued orders that are not decided, across halls. */
export function OpenOrderTable({ rows }: { rows: OpenOrderRowFragment[] }) {
  const { t } = useTranslation();
  const columns: ColumnType<OpenOrderRowFragment>[] = [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      render: (_, row) => <Link to={`/halls/${row.hall.code}/orders/${row.id}`}>{row.number}</Link>,
    },
    { key: "hall", title: t("alerts.hall"), render: (_, row) => row.hall.name },
    { key: "department", title: t("department.label"), render: (_, row) => row.department.name },
    { key: "state", title: t("order.state"), render: (_, row) => <State state={row.state} isLate={row.isReplyLate} /> },
    {
      key: "issued",
      title: t("order.issuedAt"),
      className: "figures",
      render: (_, row) => <time dateTime={row.issuedAt}>{showMoment(row.issuedAt)}</time>,
    },
  ];
  return (
    <ListTable<OpenOrderRowFragment>
      aria-label={t("order.openTitle")}
      rowKey={(row) => `${row.hall.code}-${row.id}`}
      columns={columns}
      dataSource={rows}
      scroll={{ x: 760 }}
    />
  );
}

function State({ state, isLate }: { state: OrderLineFragment["state"]; isLate: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`orderState.${state}`)}
      {isLate && <strong className="order-late"> {t("order.replyLate")}</strong>}
    </>
  );
}
