import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { OrderKind, OrderState } from "../gql/graphql";
import zh from "../messages/zh.json";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { OrderTable } from "./OrderTable";
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
  const [{ data, error }, run] = useQuery({
    query: OrdersDocument,
    variables: {
      hall: code,
      orderKind: kind ?? null,
      orderState: state ?? null,
      caseNumber: params.get("case"),
      after: params.get("after"),
    },
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
        <Select
          aria-label={t("order.kind")}
          allowClear
          placeholder={t("order.kind")}
          popupMatchSelectWidth={false}
          style={{ minWidth: 180, marginBottom: 12, marginInlineEnd: 12 }}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`orderKind.${value}`) }))}
          onChange={(chosen?: OrderKind) => change({ kind: chosen ?? null })}
        />
        <Select
          aria-label={t("order.state")}
          allowClear
          placeholder={t("order.state")}
          popupMatchSelectWidth={false}
          style={{ minWidth: 180, marginBottom: 12 }}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`orderState.${value}`) }))}
          onChange={(chosen?: OrderState) => change({ state: chosen ?? null })}
        />
        {rows.length === 0 ? (
          <EmptyState text={t("order.none")}>
            <LinkButton to={`/alerts?code=${code}&level=RED`}>{t("order.toReds")}</LinkButton>
          </EmptyState>
        ) : (
          <OrderTable hall={code} rows={rows} />
        )}
        <KeysetPager pageInfo={data.orders.pageInfo} />
      </section>
    </>
  );
}
