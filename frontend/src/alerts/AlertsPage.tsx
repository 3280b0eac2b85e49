import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { AlertLevel, AlertRowFragment } from "../gql/graphql";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { NoPostState } from "../states/NoPostState";
import { ProblemState } from "../states/ProblemState";
import { ListFile } from "../tables/ListFile";
import { ListTable } from "../tables/ListTable";
import { isDay } from "../time/periods";
import { AlertFilters } from "./AlertFilters";
import { useAlertColumns } from "./alertColumns";
import { AlertsDocument } from "./alertQueries";
import "../cases/list.css";

export const LEVELS: readonly AlertLevel[] = ["RED", "YELLOW", "PROMPT", "ADVICE"];

/** What is yellow or red now, across all halls of the reader's jurisdiction; a row leads to the case. */
export function AlertsPage() {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const [params] = useSearchParams();
  const code = params.get("code") ?? activePost?.hall.code;
  const day = (key: string) => (isDay(params.get(key)) ? params.get(key) : null);
  const columns = useAlertColumns();
  const asked = {
    code: code ?? "",
    level: oneOf(LEVELS, params.get("level")) ?? null,
    item: params.get("item"),
    department: params.get("department"),
    from: day("from"),
    to: day("to"),
  };
  const [{ data, error }, run] = useQuery({
    query: AlertsDocument,
    variables: { ...asked, after: params.get("after") },
    pause: code === undefined,
    requestPolicy: "cache-and-network",
  });
  usePageTitle(data?.hall ? `${data.hall.name} ${t("alerts.title")}` : t("alerts.title"));
  if (code === undefined) return <NoPostState />;
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const isFiltered = ["level", "item", "department", "from", "to", "after"].some((key) => params.has(key));
  const rows = data.alerts.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("alerts.of", { name: data.hall.name })}</h1>
        <ListFile
          title={t("alerts.of", { name: data.hall.name })}
          query={AlertsDocument}
          asked={asked}
          of={({ alerts }) => alerts}
          columns={columns}
        />
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <AlertFilters hall={data.hall} first={rows[0]} />
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("alerts.none")}>
            {isFiltered ? (
              <LinkButton to={`/alerts?code=${data.hall.code}`}>{t("list.clearFilters")}</LinkButton>
            ) : (
              <LinkButton to={`/regions/${data.hall.code}`}>{t("cases.toRegion")}</LinkButton>
            )}
          </EmptyState>
        ) : (
          <ListTable<AlertRowFragment>
            aria-label={t("alerts.title")}
            rowKey="id"
            columns={columns}
            dataSource={rows}
            scroll={{ x: 980 }}
          />
        )}
        <KeysetPager pageInfo={data.alerts.pageInfo} />
      </section>
    </>
  );
}
