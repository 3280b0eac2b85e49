import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { TableFile } from "../csv/TableFile";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { RungTable } from "./RungTable";
import { useRungWords } from "./rungWords";
import { SignalsDocument } from "./signalQueries";
import { VersionTable } from "./VersionTable";
import "../cases/list.css";

/** What lights when in a hall, for all of its items or for one, and who published it with which ground. */
export function SignalsPage() {
  const { t } = useTranslation();
  const words = useRungWords();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const item = params.get("item") ?? "";
  const [{ data, error }, run] = useQuery({
    query: SignalsDocument,
    variables: { hall: code, item: item || null, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("signals.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const ladder = data.signals;
  const versions = data.signalVersions.edges.map(({ node }) => node);
  const head = ["anchor", "rung", "when", "span", "signal", "tell", "proposes", "origin", "article"] as const;
  const asRows = () =>
    ladder.rungs.map((one) => [
      words.anchor(one),
      words.name(one),
      words.when(one),
      words.span(one),
      one.level ? t(`level.${one.level}`) : t("signals.lampOnly"),
      words.told(one),
      one.proposes ? t(`card.${one.proposes}`) : "",
      one.origin ? `${one.origin.hallName} v${one.origin.version} ${one.origin.fromOn}` : t("signals.ofProduct"),
      one.origin?.cited ?? "",
    ]);
  const suffix = item ? `?item=${encodeURIComponent(item)}` : "";
  return (
    <>
      <div className="page-head">
        <h1>{t("signals.of", { name: data.hall.name })}</h1>
        <TableFile
          title={t("signals.title")}
          period={{ from: ladder.on, to: ladder.on }}
          head={head.map((key) => t(`signals.${key}`))}
          rows={asRows}
        />
        <Link to={`/halls/${code}/register`}>{t("localRule.title")}</Link>
        {ladder.mayPublish && <LinkButton to={`/halls/${code}/signals/new${suffix}`}>{t("signals.draft")}</LinkButton>}
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <label>
            {t("signals.itemCode")}
            <Input.Search
              key={item}
              allowClear
              maxLength={64}
              defaultValue={item}
              onSearch={(text) => change({ item: text.trim() || null })}
            />
          </label>
        </div>
      </section>
      <section className="panel" aria-labelledby="ladder-rungs">
        <h2 id="ladder-rungs">{t("signals.inForce", { on: ladder.on })}</h2>
        {ladder.isDefault && <p className="quiet">{t("signals.default")}</p>}
        <RungTable hall={code} rungs={ladder.rungs} />
        {ladder.delays.length > 0 && (
          <dl className="facts">
            {ladder.delays.map(({ source, hours }) => [
              <dt key={source}>{source === "*" ? t("signals.otherSources") : source}</dt>,
              <dd key={`${source}-hours`}>{t("signals.delay", { hours })}</dd>,
            ])}
          </dl>
        )}
      </section>
      <section className="panel" aria-labelledby="ladder-versions">
        <h2 id="ladder-versions">{t("signals.versions")}</h2>
        {versions.length === 0 ? (
          <EmptyState text={t("signals.noVersions")}>
            <LinkButton to={`/halls/${code}/register`}>{t("localRule.title")}</LinkButton>
          </EmptyState>
        ) : (
          <VersionTable rows={versions} />
        )}
        <KeysetPager pageInfo={data.signalVersions.pageInfo} />
      </section>
    </>
  );
}
