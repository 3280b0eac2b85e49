import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { AccountabilityLineFragment, AccountabilityState } from "../gql/graphql";
import zh from "../messages/zh.json";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { type ListColumn, momentColumn } from "../tables/columns";
import { FilterSelect } from "../tables/FilterSelect";
import { ListFile } from "../tables/ListFile";
import { ListTable } from "../tables/ListTable";
import { showDue } from "../time/shanghai";
import { AccountabilityCasesDocument } from "./accountabilityQueries";
import "../cases/list.css";
import "../orders/orders.css";

const STATES = Object.keys(zh.accountabilityState) as AccountabilityState[];

/** Accountability cases of one hall; a department sees those that were approved. */
export function AccountabilityCasesPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const state = oneOf(STATES, params.get("state"));
  const columns = useColumns(code);
  const asked = {
    hall: code,
    accountabilityState: state ?? null,
    caseNumber: params.get("case"),
  };
  const [{ data, error }, run] = useQuery({
    query: AccountabilityCasesDocument,
    variables: { ...asked, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("accountability.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.accountabilityCases.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("accountability.of", { name: data.hall.name })}</h1>
      </div>
      <section className="panel">
        <div className="filters no-print">
          <FilterSelect
            label={t("order.state")}
            values={STATES}
            word={(value) => t(`accountabilityState.${value}`)}
            value={state}
            choose={(chosen) => change({ state: chosen })}
          />
          <ListFile
            title={t("accountability.of", { name: data.hall.name })}
            query={AccountabilityCasesDocument}
            asked={asked}
            of={({ accountabilityCases }) => accountabilityCases}
            columns={columns}
          />
        </div>
        {rows.length === 0 ? (
          <EmptyState text={t("accountability.none")}>
            <LinkButton to={`/orders?code=${code}`}>{t("order.toOpen")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<AccountabilityLineFragment>
            aria-label={t("accountability.title")}
            rowKey="id"
            columns={columns}
            dataSource={rows}
            scroll={{ x: 860 }}
          />
        )}
        <KeysetPager pageInfo={data.accountabilityCases.pageInfo} />
      </section>
    </>
  );
}

function useColumns(hall: string): ListColumn<AccountabilityLineFragment>[] {
  const { t } = useTranslation();
  return [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      text: ({ number }) => number ?? t("accountability.opening"),
      render: (_, { id, number }) => (
        <Link to={`/halls/${hall}/accountability/${id}`}>{number ?? t("accountability.opening")}</Link>
      ),
    },
    { key: "state", title: t("order.state"), text: ({ state }) => t(`accountabilityState.${state}`) },
    { key: "mode", title: t("accountability.mode"), text: ({ mode }) => t(`accountabilityMode.${mode}`) },
    { key: "department", title: t("department.label"), text: ({ department }) => department.name },
    { key: "subject", title: t("order.field.subject"), ellipsis: true, text: ({ subject }) => subject },
    momentColumn("due", t("order.dueAt"), ({ dueAt }) => dueAt, showDue),
    momentColumn("at", t("order.at"), ({ at }) => at),
  ];
}
