import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { AbsentState } from "../states/AbsentState";
import { ForbiddenState } from "../states/ForbiddenState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { SignalForm } from "./SignalForm";
import { SignalDraftDocument } from "./signalQueries";

/** Writing another ladder, from what holds; each rung with the article of the register that justifies it. */
export function SignalDraftPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params] = useSearchParams();
  const item = params.get("item") ?? "";
  const [{ data, error }, run] = useQuery({
    query: SignalDraftDocument,
    variables: { hall: code, item: item || null },
    requestPolicy: "network-only",
  });
  usePageTitle(t("signals.draft"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  if (!data.signals.mayPublish) return <ForbiddenState text={t("signals.mayNot")} />;
  const articles = data.localRules.edges
    .filter(({ node }) => node.isCitable)
    .map(({ node }) => ({
      label: node.title,
      options: node.articles.map(({ id, number, text }) => ({ value: id, label: `${number ?? ""} ${text}` })),
    }));
  return (
    <>
      <nav className="quiet" aria-label={t("region.crumbs")}>
        <Link to={`/halls/${code}/signals`}>{t("signals.of", { name: data.hall.name })}</Link>
      </nav>
      <div className="page-head">
        <h1>{t("signals.draftOf", { name: data.hall.name })}</h1>
        <Link to={`/halls/${code}/register`}>{t("localRule.title")}</Link>
      </div>
      <p className="quiet">{t("signals.tightenOnly")}</p>
      <SignalForm hall={code} item={item} ladder={data.signals} articles={articles} />
    </>
  );
}
