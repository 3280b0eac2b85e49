import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { LimitWords } from "../casefile/LimitWords";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { GuideTables } from "./GuideTables";
import { GuideDocument } from "./guideQueries";
import { HandOutNotice } from "./HandOutNotice";
import "../casefile/casefile.css";

/** What the public reads about an item, in the version in force; a clerk prints it here for a named person. */
export function GuidePage() {
  const { t } = useTranslation();
  const { code = "", item: itemCode = "" } = useParams();
  const { activePost } = useMe();
  const [{ data, error }, run] = useQuery({ query: GuideDocument, variables: { hall: code, item: itemCode } });
  const item = data?.item;
  usePageTitle(item ? `${item.name} ${t("guide.title")}` : t("guide.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!item) return <AbsentState text={t("guide.absent")} />;
  const isClerkHere = activePost?.role === "CLERK" && activePost.hall.code === code;
  return (
    <>
      <nav className="quiet" aria-label={t("region.crumbs")}>
        <Link to={`/halls/${code}/cases?item=${item.code}`}>{data.hall?.name}</Link>
      </nav>
      <div className="page-head">
        <h1>{t("guide.of", { name: item.name })}</h1>
        {isClerkHere && item.guide && <HandOutNotice hall={code} item={item.code} />}
      </div>
      <section className="panel">
        <dl className="facts">
          <dt>{t("department.label")}</dt>
          <dd>{item.department?.name}</dd>
          <dt>{t("item.version")}</dt>
          <dd>{t("guide.version", { version: item.version, from: item.fromOn })}</dd>
          <dt>{t("item.promised")}</dt>
          <dd>
            <LimitWords limit={item.promised} />
          </dd>
          <dt>{t("item.statutory")}</dt>
          <dd>
            <LimitWords limit={item.statutory} />
          </dd>
          <dt>{t("item.stages")}</dt>
          <dd>{item.stages.map(({ name }) => name).join(" → ") || t("guide.atOnce")}</dd>
          <dt>{t("guide.windows")}</dt>
          <dd>{item.guide?.windows}</dd>
          <dt>{t("guide.phone")}</dt>
          <dd>{item.guide?.phone}</dd>
        </dl>
      </section>
      {item.guide ? <GuideTables guide={item.guide} /> : <p className="quiet">{t("guide.none")}</p>}
    </>
  );
}
