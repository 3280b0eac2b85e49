import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import type { AdminKind } from "../gql/graphql";
import zh from "../messages/zh.json";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { FilterSelect } from "../tables/FilterSelect";
import { AdminActTable } from "./AdminActTable";
import { AdminActsDocument } from "./actQueries";
import "../cases/list.css";

const KINDS = Object.keys(zh.adminKind) as AdminKind[];

/** What administrators did in this hall, at pages and on the machine; by kind and person, as CSV. */
export function AdminActsPage() {
  const { t, i18n } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  usePageTitle(t("acts.title"));
  const kind = KINDS.find((one) => one === params.get("kind"));
  const person = params.get("person") ?? "";
  const [{ data, error }, ask] = useQuery({
    query: AdminActsDocument,
    variables: { hall: code, kind: kind ?? null, person, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  if (error) return <ProblemState error={error} retry={() => ask({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  const rows = data.adminActs.edges.map(({ node }) => node);
  const asked = new URLSearchParams({ language: i18n.language.startsWith("en") ? "en" : "zh", person });
  if (kind) asked.set("kind", kind);
  return (
    <>
      <div className="page-head">
        <h1>{t("acts.title")}</h1>
        <Button href={`/api/v1/halls/${code}/acts.csv?${asked}`}>{t("export.csv")}</Button>
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <label>
            {t("acts.person")}
            <Input.Search
              key={person}
              allowClear
              maxLength={64}
              defaultValue={person}
              onSearch={(text) => change({ person: text.trim() || null })}
            />
          </label>
          <FilterSelect
            label={t("acts.kind")}
            values={KINDS}
            word={(value) => t(`adminKind.${value}`)}
            value={kind}
            choose={(chosen) => change({ kind: chosen })}
          />
        </div>
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("acts.none")}>
            {params.size > 0 ? (
              <LinkButton to={`/halls/${code}/acts`}>{t("list.clearFilters")}</LinkButton>
            ) : (
              <LinkButton to={`/halls/${code}/cases`}>{t("region.openCases")}</LinkButton>
            )}
          </EmptyState>
        ) : (
          <AdminActTable rows={rows} />
        )}
        <KeysetPager pageInfo={data.adminActs.pageInfo} />
      </section>
    </>
  );
}
