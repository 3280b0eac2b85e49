import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { inShanghai } from "../time/shanghai";
import { CalendarDocument } from "./calendarQueries";
import { NamedDays } from "./NamedDays";
import { PublishPanel } from "./PublishPanel";
import { VersionList } from "./VersionList";
import { YearGrid } from "./YearGrid";

const FIRST = 1970;
const LAST = 2100;

/** The calendar of a place: a year by months, where each day comes from, its versions; who owns a layer changes it. */
export function CalendarPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { now } = useMe();
  const [params, change] = useChange();
  usePageTitle(t("calendar.title"));
  const asked = Number(params.get("year"));
  const year = asked >= FIRST && asked <= LAST ? Math.trunc(asked) : inShanghai(now).year();
  const [{ data, error }, ask] = useQuery({
    query: CalendarDocument,
    variables: { code, year, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const again = () => ask({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const found = data.calendarYear;
  return (
    <>
      <div className="page-head">
        <h1>
          {t("calendar.title")} · {data.hall?.name}
        </h1>
      </div>
      <section className="panel">
        <div className="filters no-print">
          <label>
            {t("calendar.year")}
            <InputNumber
              min={FIRST}
              max={LAST}
              precision={0}
              value={year}
              onChange={(one) => one && change({ year: String(one) })}
            />
          </label>
        </div>
        <p>
          {t("calendar.workingDays", { year: found.year, count: found.workingDays })}{" "}
          <span className="quiet">{t("calendar.byVersion", { version: found.version })}</span>
        </p>
        {found.isProvisional && <p role="note">{t("calendar.provisional", { date: found.publishedThrough })}</p>}
        <YearGrid year={found.year} days={found.days} />
        <h2>{t("calendar.hours")}</h2>
        <ul className="plain-list figures">
          {found.hours.map(({ beginsOn, endsOn, spans }) => (
            <li key={`${beginsOn}${endsOn}${spans}`}>{t("calendar.hoursOf", { beginsOn, endsOn, spans })}</li>
          ))}
        </ul>
      </section>
      <NamedDays year={found.year} days={found.days} />
      {found.mayPublish.length > 0 && (
        <PublishPanel code={code} layers={found.mayPublish} firstYear={found.year} published={again} />
      )}
      <section className="panel">
        <h2>{t("calendar.versions")}</h2>
        <VersionList rows={data.calendarVersions.edges.map(({ node }) => node)} />
        <KeysetPager pageInfo={data.calendarVersions.pageInfo} />
      </section>
    </>
  );
}
