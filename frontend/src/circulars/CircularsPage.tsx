import { Select } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { CircularLineFragment, CircularState } from "../gql/graphql";
import zh from "../messages/zh.json";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { showDue, showMoment } from "../time/shanghai";
import { CircularsDocument } from "./circularQueries";
import "../cases/list.css";
import "../orders/orders.css";

const STATES = Object.keys(zh.circularState) as CircularState[];

/** Circulars of one hall: what is published, and for those concerned the rest. */
export function CircularsPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const state = oneOf(STATES, params.get("state"));
  const [{ data, error }, run] = useQuery({
    query: CircularsDocument,
    variables: { hall: code, circularState: state ?? null, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("circular.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.circulars.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("circular.of", { name: data.hall.name })}</h1>
      </div>
      <section className="panel">
        <Select
          aria-label={t("order.state")}
          allowClear
          placeholder={t("order.state")}
          popupMatchSelectWidth={false}
          style={{ minWidth: 180, marginBottom: 12 }}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`circularState.${value}`) }))}
          onChange={(chosen?: CircularState) => change({ state: chosen ?? null })}
        />
        {rows.length === 0 ? (
          <EmptyState text={t("circular.none")}>
            <LinkButton to={`/orders?code=${code}`}>{t("order.toOpen")}</LinkButton>
          </EmptyState>
        ) : (
          <Lines hall={code} rows={rows} />
        )}
        <KeysetPager pageInfo={data.circulars.pageInfo} />
      </section>
    </>
  );
}

function Lines({ hall, rows }: { hall: string; rows: CircularLineFragment[] }) {
  const { t } = useTranslation();
  const columns: ColumnType<CircularLineFragment>[] = [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      render: (_, row) => <Link to={`/halls/${hall}/circulars/${row.id}`}>{row.number ?? t("circular.opening")}</Link>,
    },
    { key: "state", title: t("order.state"), render: (_, row) => t(`circularState.${row.state}`) },
    { key: "department", title: t("department.label"), render: (_, row) => row.department.name },
    { key: "subject", title: t("order.field.subject"), ellipsis: true, render: (_, row) => row.subject },
    {
      key: "due",
      title: t("order.dueAt"),
      className: "figures",
      render: (_, row) => row.dueAt && <time dateTime={row.dueAt}>{showDue(row.dueAt)}</time>,
    },
    {
      key: "at",
      title: t("order.at"),
      className: "figures",
      render: (_, row) => <time dateTime={row.at}>{showMoment(row.at)}</time>,
    },
  ];
  return (
    <ListTable<CircularLineFragment>
      aria-label={t("circular.title")}
      rowKey="id"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 860 }}
    />
  );
}
