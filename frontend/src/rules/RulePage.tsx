import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { KeysetPager } from "../cases/KeysetPager";
import type { RuleQuery } from "../gql/graphql";
import { LevelSign } from "../lamp/LevelSign";
import { useKnownWord } from "../messages/knownWord";
import { CitedLink } from "../register/CitedLink";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { BackTestPanel } from "./BackTestPanel";
import { EndRule, PublishRule } from "./PublishRule";
import { RuleDocument } from "./ruleQueries";
import { isEnded, showShare, stateOf } from "./ruleState";
import { useRuleName } from "./useRuleName";
import "../cases/list.css";
import "./rules.css";

type Rule = RuleQuery["rules"][number];
type Row = RuleQuery["ruleHalls"]["edges"][number]["node"];

/** One rule: what it says, which facts it needs, its own tests, its versions, what it found, and what it would find. */
export function RulePage() {
  const { t } = useTranslation();
  const name = useRuleName();
  const { activePost } = useMe();
  const { code = "", rule: wanted = "" } = useParams();
  const [params] = useSearchParams();
  const [{ data, error }, run] = useQuery({
    query: RuleDocument,
    variables: { code, rule: wanted, after: params.get("after") },
  });
  const rule = data?.rules.find((one) => one.code === wanted);
  usePageTitle(rule ? name(rule) : t("rule.title"));
  const again = () => run({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  if (!rule) return <AbsentState text={t("rule.notFound")} />;
  const isJudged = !rule.heldBy && rule.waitsFor.length === 0;
  const isPublisher = activePost?.role === "SUPERVISOR" && activePost.hall.code === code && data.hall.isProvisioned;
  const own = rule.versions.filter(({ hall }) => hall === code);
  const rows = data.ruleHalls.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{name(rule)}</h1>
          <div className="quiet">
            <Link to={`/regions/${code}/rules`}>{t("rule.of", { name: data.hall.name })}</Link>
            {` · ${rule.code} · ${t(`rule.stateOf.${stateOf(rule)}`)}`}
          </div>
        </div>
        {isPublisher && !rule.heldBy && (
          <>
            <LinkButton to={`/regions/${code}/rules/new?from=${rule.code}`}>{t("rule.newVersion")}</LinkButton>
            <PublishRule hall={code} rule={rule.code} done={again} />
            {own.length > 0 && !isEnded(own) && <EndRule hall={code} rule={rule.code} done={again} />}
          </>
        )}
      </div>
      <section className="panel">
        <RuleFacts rule={rule} register={data.hall.isProvisioned ? code : undefined} />
      </section>
      {isJudged && (
        <section className="panel">
          <h2>{t("rule.halls")}</h2>
          {rows.length === 0 ? (
            <p className="quiet">{t("rule.noHits")}</p>
          ) : (
            <HallTable rows={rows} rule={rule.code} title={t("rule.halls")} />
          )}
          <KeysetPager pageInfo={data.ruleHalls.pageInfo} />
        </section>
      )}
      {isJudged && <BackTestPanel rule={rule.code} region={data.hall} />}
    </>
  );
}

/** `register`: the hall whose register says what a version cites; none where the region has no hall of its own. */
function RuleFacts({ rule, register }: { rule: Rule; register: string | undefined }) {
  const { t } = useTranslation();
  const name = useRuleName();
  const knownWord = useKnownWord();
  const by = rule.heldBy ?? "";
  const holder = ["clockName", "finding", "anomaly"].map((group) => knownWord(group, by)).find((word) => word !== by);
  const missing = rule.needs.filter((fact) => !fact.isTold).map(name);
  return (
    <dl className="rule-facts">
      <dt>{t("rule.severity")}</dt>
      <dd>
        <LevelSign level={rule.severity} /> {t(`rule.phaseOf.${rule.phase}`)}
      </dd>
      <dt>{t("rule.ground")}</dt>
      <dd>{rule.ground}</dd>
      <dt>{t("rule.source")}</dt>
      <dd>{rule.source}</dd>
      {rule.heldBy && (
        <>
          <dt>{t("rule.state")}</dt>
          <dd>{t("rule.heldBy", { by: holder ?? by })}</dd>
        </>
      )}
      {missing.length > 0 && (
        <>
          <dt>{t("rule.state")}</dt>
          <dd>{t("rule.waitsFor", { facts: missing.join(" / ") })}</dd>
        </>
      )}
      {!rule.heldBy && (
        <>
          <dt>{t("rule.needs")}</dt>
          <dd>
            <ul>
              {rule.needs.map((fact) => (
                <li key={fact.name}>
                  {name(fact)} <code>{fact.name}</code>
                  {!fact.isTold && ` · ${t("rule.noSource")}`}
                </li>
              ))}
            </ul>
          </dd>
          <dt>{t("rule.when")}</dt>
          <dd>
            <code>{rule.when}</code>
          </dd>
          <dt>{t("rule.examples")}</dt>
          <dd>
            <ul>
              {rule.examples.map((example) => (
                <li key={example.why}>
                  {example.why} · <strong>{t(example.isHit ? "rule.exampleHit" : "rule.exampleMiss")}</strong>
                </li>
              ))}
            </ul>
          </dd>
          <dt>{t("rule.versions")}</dt>
          <dd>
            {rule.versions.length === 0 && t("rule.noVersion")}
            <ul>
              {rule.versions.map((one) => (
                <li key={one.id}>
                  {t(one.isEnd ? "rule.endLine" : "rule.versionLine", {
                    number: one.number,
                    hall: one.hallName,
                    from: one.fromOn,
                  })}
                  {!one.isEnd && ` · ${t(`rule.severityOf.${one.severity}`)}`}
                  {one.cited && (
                    <div className="quiet">
                      {register ? <CitedLink hall={register} cited={one.cited} /> : one.cited}
                      {` · ${one.reason ?? ""}`}
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Each number opens the cases that it counts. */
function HallTable({ rows, rule, title }: { rows: Row[]; rule: string; title: string }) {
  const { t } = useTranslation();
  const columns: ColumnType<Row>[] = [
    { key: "hall", rowScope: "row", title: t("rule.hall"), render: (_, row) => row.hall.name },
    {
      key: "found",
      title: t("rule.found"),
      align: "right",
      className: "figures",
      render: (_, row) => <Link to={`/halls/${row.hall.code}/cases?rule=${rule}`}>{row.found}</Link>,
    },
    {
      key: "aside",
      title: t("rule.setAside"),
      align: "right",
      className: "figures",
      render: (_, row) => row.setAside,
    },
    {
      key: "rate",
      title: t("rule.falseAlarms"),
      align: "right",
      className: "figures",
      render: (_, row) => showShare(row.falseAlarmRate),
    },
  ];
  return (
    <ListTable<Row>
      aria-label={title}
      rowKey={(row) => row.hall.code}
      columns={columns}
      dataSource={rows}
      scroll={{ x: 480 }}
    />
  );
}
