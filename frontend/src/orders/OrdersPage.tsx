import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { OrderKind, OrderLineFragment, OrderState } from "../gql/graphql";
import zh from "../messages/zh.json";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { FilterSelect } from "../tables/FilterSelect";
import { ListFile } from "../tables/ListFile";
import { ListTable } from "../tables/ListTable";
import { useOrderColumns } from "./orderColumns";
import { OrdersDocument } from "./orderQueries";
import "../cases/list.css";
import "./orders.css";

const KINDS = Object.keys(zh.orderKind) as OrderKind[];
// Words of another kind stand beside a state as `STATE_KIND`.
const STATES = Object.keys(zh.orderState).filter(
  (one) => !KINDS.some((kind) => one.endsWith(`_${kind}`)),
) as OrderState[];

/** Supervision orders of one hall; a department sees those that were issued to it. */
export function OrdersPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const state = oneOf(STATES, params.get("state"));
  const kind = oneOf(KINDS, params.get("kind"));
  const columns = useOrderColumns(code);
  const asked = {
    hall: code,
    orderKind: kind ?? null,
    orderState: state ?? null,
    caseNumber: params.get("case"),
  };
  const [{ data, error }, run] = useQuery({
    query: OrdersDocument,
    variables: { ...asked, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("order.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.orders.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("order.of", { name: data.hall.name })}</h1>
      </div>
      <section className="panel">
        <div className="filters no-print">
          <FilterSelect
            label={t("order.kind")}
            values={KINDS}
            word={(value) => t(`orderKind.${value}`)}
            value={kind}
            choose={(chosen) => change({ kind: chosen })}
          />
          <FilterSelect
            label={t("order.state")}
            values={STATES}
            word={(value) => t(`orderState.${value}`)}
            value={state}
            choose={(chosen) => change({ state: chosen })}
          />
          <ListFile
            title={t("order.of", { name: data.hall.name })}
            query={OrdersDocument}
            asked={asked}
            of={({ orders }) => orders}
            columns={columns}
          />
        </div>
        {rows.length === 0 ? (
          <EmptyState text={t("order.none")}>
            <LinkButton to={`/alerts?code=${code}&level=RED`}>{t("order.toReds")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<OrderLineFragment>
            aria-label={t("order.title")}
            rowKey="id"
            columns={columns}
            dataSource={rows}
            scroll={{ x: 860 }}
          />
        )}
        <KeysetPager pageInfo={data.orders.pageInfo} />
      </section>
    </>
  );
}
