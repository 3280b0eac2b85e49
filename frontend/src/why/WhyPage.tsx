import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useToday } from "../app/session";
import { Crumbs } from "../region/Crumbs";
import { type Measure, measureOf } from "../region/measures";
import { PeriodBar } from "../region/PeriodBar";
import { type RegionAddress, writeAddress } from "../region/regionAddress";
import { type ChangeRegion, useRegionAddress } from "../region/useRegionAddress";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { comparisonPeriod, type Period } from "../time/periods";
import { showMoment } from "../time/shanghai";
import { ContributionPanel } from "./ContributionPanel";
import { StagePanel } from "./StagePanel";
import { WhyHead } from "./WhyHead";
import { WhyDocument } from "./whyQueries";
import "../region/region.css";
import "./why.css";

const EXPLAINED = ["overdueRate", "meanWorkingDays"].map((key) => measureOf(key) as Measure);

/** Why this hall's figure changed, on one screen: halls, items, departments, stages, and what reads it innocently. */
export function WhyPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const today = useToday();
  const [read, readdress] = useRegionAddress();
  const address = explainable(read);
  const { compared, measure } = address;
  const variables = { code, ...read.period, cmpFrom: compared.from, cmpTo: compared.to };
  const [{ data, error }, run] = useQuery({ query: WhyDocument, variables });
  const hall = data?.hall;
  usePageTitle(hall ? t("why.title", { name: hall.name }) : undefined);
  const change: ChangeRegion = (made) => readdress((now) => made(explainable(now)));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!hall) return <AbsentState text={t("region.absent")} />;
  const search = writeAddress({ ...address, sort: undefined }).toString();
  const explained = hall.change.find(({ measure: name }) => name === measure.key);
  const behind = (parameter: string) => (key: string) =>
    `/alerts?${new URLSearchParams({ code, [parameter]: key, from: read.period.from, to: read.period.to })}`;
  const others = explained?.halls.filter(({ key }) => key !== code) ?? [];
  return (
    <>
      <Crumbs ancestors={hall.ancestors} here={hall} search={search} />
      <div className="page-head">
        <div>
          <h1>{t("why.title", { name: hall.name })}</h1>
          <div className="quiet figures">
            {t("region.spanCompared", { ...read.period, cmpFrom: compared.from, cmpTo: compared.to })}
            {" · "}
            {t("region.asOf")} <time dateTime={hall.current.asOf}>{showMoment(hall.current.asOf)}</time>
          </div>
        </div>
        <LinkButton to={`/regions/${code}?${search}`}>{t("why.back")}</LinkButton>
      </div>
      <section className="panel" aria-label={t("region.period")}>
        <PeriodBar address={address} today={today} change={change} />
      </section>
      {explained?.total == null ? (
        <EmptyState text={t("why.nothing")}>
          <LinkButton to={`/regions/${code}?${search}`}>{t("why.back")}</LinkButton>
        </EmptyState>
      ) : (
        <>
          <section className="panel" aria-label={t("why.summary")}>
            <WhyHead
              explained={explained}
              measure={measure}
              measures={EXPLAINED}
              code={code}
              before={compared}
              after={read.period}
              choose={(chosen) => change((now) => ({ ...now, measure: chosen }))}
            />
          </section>
          <div className="why-grid">
            {others.length > 0 && (
              <ContributionPanel
                parts={explained.halls}
                measure={measure}
                nameTitle={t("why.hall")}
                caption={t("why.halls")}
                path={(key) => (key === code ? `/halls/${code}/cases` : `/regions/${key}/why?${search}`)}
                place={(key) => ({ code: key, isOwn: true })}
                before={compared}
                after={read.period}
                asOf={hall.current.asOf}
              />
            )}
            {hall.isProvisioned && others.length === 0 && <StagePanel variables={variables} asOf={hall.current.asOf} />}
            <ContributionPanel
              parts={explained.items}
              measure={measure}
              nameTitle={t("why.item")}
              caption={t("why.items")}
              path={behind("item")}
              place={(key) => ({ code, item: key })}
              before={compared}
              after={read.period}
              asOf={hall.current.asOf}
            />
            <ContributionPanel
              parts={explained.departments}
              measure={measure}
              nameTitle={t("why.department")}
              caption={t("why.departments")}
              path={behind("department")}
              place={(key) => ({ code, department: key })}
              before={compared}
              after={read.period}
              asOf={hall.current.asOf}
            />
          </div>
        </>
      )}
    </>
  );
}

/** What explains a change needs two periods and a measure that can be explained. */
function explainable(read: RegionAddress): RegionAddress & { compared: Period } {
  return {
    ...read,
    compared: read.compared ?? comparisonPeriod(read.period, "previous") ?? read.period,
    measure: EXPLAINED.find(({ key }) => key === read.measure.key) ?? (EXPLAINED[0] as Measure),
  };
}
