import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { KeysetPager } from "../cases/KeysetPager";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { NoPostState } from "../states/NoPostState";
import { ProblemState } from "../states/ProblemState";
import { OpenOrderTable } from "./OrderTable";
import { OpenOrdersDocument } from "./orderQueries";
import "../cases/list.css";
import "./orders.css";

/** Orders that wait for a reply or a decision, across all halls of the reader's jurisdiction. */
export function OpenOrdersPage() {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const [params] = useSearchParams();
  const code = params.get("code") ?? activePost?.hall.code;
  const [{ data, error }, run] = useQuery({
    query: OpenOrdersDocument,
    variables: { code: code ?? "", after: params.get("after") },
    pause: code === undefined,
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("order.openTitle"));
  if (code === undefined) return <NoPostState />;
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.openOrders.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("order.openOf", { name: data.hall.name })}</h1>
        {activePost?.hall.isProvisioned && (
          <Link to={`/halls/${activePost.hall.code}/orders`}>{t("order.ofOwnHall")}</Link>
        )}
      </div>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("order.noneOpen")}>
            <LinkButton to={`/alerts?code=${code}&level=RED`}>{t("order.toReds")}</LinkButton>
          </EmptyState>
        ) : (
          <OpenOrderTable rows={rows} />
        )}
        <KeysetPager pageInfo={data.openOrders.pageInfo} />
      </section>
    </>
  );
}
