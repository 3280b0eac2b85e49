import { Input, Select, Space } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe, useToday } from "../app/session";
import { useChange } from "../app/useAddress";
import { oneOf } from "../cases/listAddress";
import { TableFile } from "../csv/TableFile";
import type { RuleLineFragment } from "../gql/graphql";
import { LevelSign } from "../lamp/LevelSign";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { RulesDocument } from "./ruleQueries";
import { STATES, showShare, stateOf } from "./ruleState";
import { useRuleName } from "./useRuleName";
import "../cases/list.css";

/** The rules about anomalies of a hall and the tiers above it, with what they found there and below. */
export function RulesPage() {
  const { t } = useTranslation();
  const name = useRuleName();
  const today = useToday();
  const { activePost } = useMe();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const state = oneOf(STATES, params.get("state"));
  const search = (params.get("search") ?? "").trim().toLowerCase();
  const [{ data, error }, run] = useQuery({ query: RulesDocument, variables: { code } });
  usePageTitle(t("rule.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const isPublisher = activePost?.role === "SUPERVISOR" && activePost.hall.code === code && data.hall.isProvisioned;
  const rows = data.rules.filter(
    (rule) =>
      (!state || stateOf(rule) === state) && `${rule.code} ${rule.zh} ${rule.en}`.toLowerCase().includes(search),
  );
  const columns: ColumnType<RuleLineFragment>[] = [
    {
      key: "rule",
      rowScope: "row",
      title: t("rule.name"),
      render: (_, rule) => <Link to={`/regions/${code}/rules/${rule.code}`}>{name(rule)}</Link>,
    },
    {
      key: "severity",
      title: t("rule.severity"),
      render: (_, rule) => <LevelSign level={rule.severity} />,
    },
    { key: "phase", title: t("rule.phase"), render: (_, rule) => t(`rule.phaseOf.${rule.phase}`) },
    { key: "ground", title: t("rule.ground"), render: (_, rule) => rule.ground },
    { key: "state", title: t("rule.state"), render: (_, rule) => t(`rule.stateOf.${stateOf(rule)}`) },
    { key: "found", title: t("rule.found"), align: "right", className: "figures", render: (_, rule) => rule.found },
    {
      key: "aside",
      title: t("rule.setAside"),
      align: "right",
      className: "figures",
      render: (_, rule) => rule.setAside,
    },
    {
      key: "rate",
      title: t("rule.falseAlarms"),
      align: "right",
      className: "figures",
      render: (_, rule) => showShare(rule.falseAlarmRate),
    },
  ];
  return (
    <>
      <div className="page-head">
        <h1>{t("rule.of", { name: data.hall.name })}</h1>
        {isPublisher && <LinkButton to={`/regions/${code}/rules/new`}>{t("rule.write")}</LinkButton>}
      </div>
      <section className="panel">
        <Space wrap style={{ marginBottom: 12 }} className="no-print">
          <Input.Search
            aria-label={t("rule.search")}
            placeholder={t("rule.search")}
            allowClear
            defaultValue={params.get("search") ?? ""}
            onSearch={(text) => change({ search: text })}
          />
          <Select
            aria-label={t("rule.state")}
            allowClear
            placeholder={t("rule.state")}
            popupMatchSelectWidth={false}
            style={{ minWidth: 160 }}
            value={state}
            options={STATES.map((value) => ({ value, label: t(`rule.stateOf.${value}`) }))}
            onChange={(chosen?: string) => change({ state: chosen ?? null })}
          />
          <TableFile
            title={t("rule.of", { name: data.hall.name })}
            period={{ from: today, to: today }}
            head={[...columns.map((column) => String(column.title)), t("rule.source")]}
            rows={() =>
              rows.map((rule) => [
                name(rule),
                t(`rule.severityOf.${rule.severity}`),
                t(`rule.phaseOf.${rule.phase}`),
                rule.ground,
                t(`rule.stateOf.${stateOf(rule)}`),
                rule.found,
                rule.setAside,
                showShare(rule.falseAlarmRate),
                rule.source,
              ])
            }
          />
        </Space>
        {rows.length === 0 ? (
          <EmptyState text={t("rule.none")}>
            <LinkButton to={`/regions/${code}/rules`}>{t("list.clearFilters")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<RuleLineFragment>
            aria-label={t("rule.title")}
            rowKey="code"
            columns={columns}
            dataSource={rows}
            scroll={{ x: 900 }}
          />
        )}
      </section>
    </>
  );
}
