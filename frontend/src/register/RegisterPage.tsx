import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe, useToday } from "../app/session";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import { TableFile } from "../csv/TableFile";
import type { RuleScope } from "../gql/graphql";
import zh from "../messages/zh.json";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { FilterSelect } from "../tables/FilterSelect";
import { RegisterRule } from "./RegisterRule";
import { RuleTable } from "./RuleTable";
import { LocalRulesDocument } from "./registerQueries";
import "../cases/list.css";

const SCOPES = Object.keys(zh.ruleScope) as RuleScope[];

/** The register of rules that a hall sees: laws, the rules of its tiers, and those of other places to compare with. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { activePost } = useMe();
  const today = useToday();
  const [params, change] = useChange();
  const scope = oneOf(SCOPES, params.get("scope"));
  const search = params.get("search") ?? "";
  const [{ data, error }, run] = useQuery({
    query: LocalRulesDocument,
    variables: { hall: code, scope: scope ?? null, search, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("localRule.title"));
  const again = () => run({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.localRules.edges.map(({ node }) => node);
  const mayRegister =
    activePost?.hall.code === code && (activePost.role === "SUPERVISOR" || activePost.role === "LEADER");
  return (
    <>
      <div className="page-head">
        <h1>{t("localRule.of", { name: data.hall.name })}</h1>
        <TableFile
          title={t("localRule.title")}
          period={{ from: today, to: today }}
          head={[
            t("localRule.name"),
            t("localRule.number"),
            t("localRule.organ"),
            t("localRule.scope"),
            t("localRule.fromOn"),
            t("localRule.repealedOn"),
            t("localRule.article"),
            t("localRule.text"),
          ]}
          rows={() =>
            rows.flatMap((rule) =>
              rule.articles.map((article) => [
                rule.title,
                rule.number ?? "",
                rule.organ ?? "",
                t(`ruleScope.${rule.scope}`),
                rule.fromOn ?? "",
                rule.repealedOn ?? "",
                article.number ?? "",
                article.text,
              ]),
            )
          }
        />
        {mayRegister && <RegisterRule hall={code} done={again} />}
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <label>
            {t("localRule.search")}
            <Input.Search
              key={search}
              allowClear
              maxLength={64}
              defaultValue={search}
              onSearch={(text) => change({ search: text.trim() || null })}
            />
          </label>
          <FilterSelect
            label={t("localRule.scope")}
            values={SCOPES}
            word={(value) => t(`ruleScope.${value}`)}
            value={scope}
            choose={(chosen) => change({ scope: chosen })}
          />
        </div>
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("localRule.none")}>
            <LinkButton to={`/halls/${code}/register`}>{t("list.clearFilters")}</LinkButton>
          </EmptyState>
        ) : (
          <RuleTable hall={code} rows={rows} mayRepeal={mayRegister} today={today} done={again} />
        )}
        <KeysetPager pageInfo={data.localRules.pageInfo} />
      </section>
    </>
  );
}
