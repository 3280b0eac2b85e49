import { Switch } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { QuarantineDocument, SourcesDocument } from "./exchangeQueries";
import { QuarantineTable } from "./QuarantineTable";
import { RecordQuality } from "./RecordQuality";
import { SourcesPanel } from "./SourcesPanel";
import { Validator } from "./Validator";
import "../cases/list.css";

/** Which systems report to this hall, and the rows of theirs that could not be taken. */
export function ExchangePage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { activePost } = useMe();
  const [params, change] = useChange();
  usePageTitle(t("exchange.title"));
  const undecidedOnly = params.get("all") !== "1";
  const [sources, askSources] = useQuery({ query: SourcesDocument, variables: { hall: code } });
  const [rows, askRows] = useQuery({
    query: QuarantineDocument,
    variables: { hall: code, undecidedOnly, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const again = () => {
    askSources({ requestPolicy: "network-only" });
    askRows({ requestPolicy: "network-only" });
  };
  const names = useMemo(() => new Map(sources.data?.sources.map((one) => [one.code, one.name])), [sources.data]);
  const error = sources.error ?? rows.error;
  if (error) return <ProblemState error={error} retry={again} />;
  if (!sources.data || !rows.data) return <LoadingState />;
  const isHere = activePost?.hall.code === code;
  const mayDecide = activePost?.role === "HALL_ADMIN" && isHere;
  const maySend = mayDecide || (activePost?.role === "CLERK" && isHere);
  const shown = rows.data.quarantine.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("exchange.title")}</h1>
        <LinkButton to={`/halls/${code}/cases`}>{t("region.openCases")}</LinkButton>
      </div>
      <section className="panel">
        <h2>{t("exchange.sources")}</h2>
        <p className="quiet">
          {t("exchange.about")} <a href="/api/v1/">{t("exchange.interface")}</a>
        </p>
        <SourcesPanel hall={code} sources={sources.data.sources} mayDecide={mayDecide} again={again} />
      </section>
      <RecordQuality hall={code} names={names} />
      {maySend && (
        <section className="panel">
          <h2>{t("exchange.validator")}</h2>
          <p className="quiet">{t("exchange.validatorAbout")}</p>
          <Validator />
        </section>
      )}
      <section className="panel">
        <div className="page-head">
          <h2>{t("exchange.quarantine")}</h2>
          <label className="notices-switch">
            <Switch checked={undecidedOnly} onChange={(on) => change({ all: on ? null : "1" })} />{" "}
            {t("exchange.undecidedOnly")}
          </label>
        </div>
        {shown.length === 0 ? (
          <EmptyState text={t("exchange.noRows")}>
            {undecidedOnly && <LinkButton to="?all=1">{t("exchange.showAll")}</LinkButton>}
          </EmptyState>
        ) : (
          <QuarantineTable hall={code} rows={shown} mayDecide={mayDecide} again={again} />
        )}
        <KeysetPager pageInfo={rows.data.quarantine.pageInfo} />
      </section>
    </>
  );
}
