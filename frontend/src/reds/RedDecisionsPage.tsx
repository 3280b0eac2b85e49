import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { KeysetPager } from "../cases/KeysetPager";
import type { RedDecisionLineFragment } from "../gql/graphql";
import { BeginMatter } from "../matters/BeginMatter";
import { PaperLink } from "../matters/MatterActs";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { type ListColumn, momentColumn } from "../tables/columns";
import { ListFile } from "../tables/ListFile";
import { ListTable } from "../tables/ListTable";
import { WITHDRAW_OUTAGE } from "./redActs";
import { RedDecisionsDocument } from "./redQueries";
import "../cases/list.css";
import "../orders/orders.css";

/** Decisions that withdrew wrong reds of one hall; and one for the many reds of an outage. */
export function RedDecisionsPage() {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const { code = "" } = useParams();
  const [params] = useSearchParams();
  const columns = useColumns();
  const asked = { hall: code, caseNumber: params.get("case") };
  const [{ data, error }, run] = useQuery({
    query: RedDecisionsDocument,
    variables: { ...asked, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("reds.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.redDecisions.edges.map(({ node }) => node);
  const signs = activePost && ["SUPERVISOR", "LEADER"].includes(activePost.role);
  return (
    <>
      <div className="page-head">
        <h1>{t("reds.of", { name: data.hall.name })}</h1>
        {signs && (
          <BeginMatter
            label={t("reds.ofOutage")}
            form={WITHDRAW_OUTAGE}
            input={{ hall: code }}
            initial={{}}
            member="decision"
            address={`/halls/${code}/red-decisions`}
            isList
          />
        )}
      </div>
      <section className="panel">
        <div className="filters no-print">
          <p className="quiet">{t("reds.about")}</p>
          <ListFile
            title={t("reds.of", { name: data.hall.name })}
            query={RedDecisionsDocument}
            asked={asked}
            of={({ redDecisions }) => redDecisions}
            columns={columns}
          />
        </div>
        {rows.length === 0 ? (
          <EmptyState text={t("reds.none")}>
            <LinkButton to={`/alerts?code=${code}&level=RED`}>{t("order.toReds")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<RedDecisionLineFragment>
            aria-label={t("reds.title")}
            rowKey="id"
            columns={columns}
            dataSource={rows}
            scroll={{ x: 980 }}
          />
        )}
        <KeysetPager pageInfo={data.redDecisions.pageInfo} />
      </section>
    </>
  );
}

function useColumns(): ListColumn<RedDecisionLineFragment>[] {
  const { t } = useTranslation();
  return [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      text: ({ number }) => number,
      render: (_, row) => (row.document ? <PaperLink paper={row.document} /> : row.number),
    },
    { key: "reds", title: t("reds.count"), className: "figures", text: ({ reds }) => reds },
    { key: "cases", title: t("order.cases"), ellipsis: true, text: ({ cases }) => cases.join("、") },
    { key: "feed", title: t("reds.feed"), text: ({ feed }) => feed },
    { key: "reason", title: t("order.field.reason"), text: ({ reason }) => reason },
    { key: "who", title: t("reds.by"), text: ({ personName, fromHall }) => `${personName} · ${fromHall}` },
    momentColumn("at", t("reds.at"), ({ at }) => at),
  ];
}
