import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useToday } from "../app/session";
import { useClassWords } from "../classes/useClassWords";
import { RankingPanel } from "../ranking/RankingPanel";
import { rankMeasure } from "../ranking/rankMeasure";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { Crumbs } from "./Crumbs";
import { PeriodBar } from "./PeriodBar";
import { ReadingsPanel } from "./ReadingsPanel";
import { RefusalsPanel } from "./RefusalsPanel";
import { RegionHead } from "./RegionHead";
import { RegionSummary } from "./RegionSummary";
import { RegionTabs } from "./RegionTabs";
import { writeAddress } from "./regionAddress";
import { RegionDocument } from "./regionQueries";
import { regionVariables } from "./regionVariables";
import { SilentPanel } from "./SilentPanel";
import { TrendLine } from "./TrendLine";
import { useRegionAddress } from "./useRegionAddress";
import "./region.css";

export function RegionPage() {
  const { t } = useTranslation();
  const words = useClassWords();
  const { code = "" } = useParams();
  const today = useToday();
  const [address, change] = useRegionAddress();
  const variables = regionVariables(code, address);
  const [{ data, error, stale }, run] = useQuery({
    query: RegionDocument,
    variables,
    requestPolicy: "cache-and-network",
  });
  const region = data?.hall;
  usePageTitle(region?.name);
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!region) return <AbsentState text={t("region.absent")} />;
  const ranked = rankMeasure(address.measure);
  const search = writeAddress({ ...address, sort: undefined }).toString();
  // While another period is read, the figures are still those of the one before: seen to be so, and opening nothing.
  return (
    <div className={stale ? "stale" : undefined} aria-busy={stale}>
      <Crumbs ancestors={region.ancestors} here={region} search={search} />
      <RegionHead region={region} address={address} />
      {region.breaks.map(({ code: broken, name, kind, on, before, after }) => (
        <Alert
          key={`${broken} ${kind} ${on}`}
          type="info"
          showIcon
          className="why-note"
          title={t(`region.break.${kind}`, { on, name, before, after })}
        />
      ))}
      <section className="panel" aria-label={t("region.period")}>
        <PeriodBar address={address} today={today} change={change} />
      </section>
      <RegionSummary
        code={code}
        period={address.period}
        current={region.current}
        compared={region.compared}
        chosen={address.measure}
        choose={(measure) => change((now) => ({ ...now, measure }))}
      />
      {region.children.length > 0 && <RankingPanel region={region} address={address} ranked={ranked} search={search} />}
      <RegionTabs region={region} address={address} variables={variables} search={search} change={change} />
      <RefusalsPanel key={`${code} ${variables.from} ${variables.to}`} code={code} period={address.period} />
      <ReadingsPanel code={code} from={variables.from} to={variables.to} />
      {region.link.silent + region.link.silentFeeds > 0 && <SilentPanel key={code} code={code} />}
      <section className="panel">
        <h2>{t("region.trend", { measure: words.measure(address.measure.key) })}</h2>
        <TrendLine code={code} period={address.period} measure={address.measure} />
      </section>
    </div>
  );
}
