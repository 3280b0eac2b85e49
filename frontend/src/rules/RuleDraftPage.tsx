import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { AbsentState } from "../states/AbsentState";
import { ForbiddenState } from "../states/ForbiddenState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { RuleForm } from "./RuleForm";
import { draftOf, NEW_RULE } from "./ruleDraft";
import { RuleDraftDocument } from "./ruleQueries";
import "./rules.css";

/** Writing a rule, or with `?from=CODE` another version of one: what is above is tightened by it and never loosened. */
export function RuleDraftPage() {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const { code = "" } = useParams();
  const [params] = useSearchParams();
  const from = params.get("from");
  const [{ data, error }, run] = useQuery({
    query: RuleDraftDocument,
    variables: { code },
    requestPolicy: "network-only",
  });
  usePageTitle(t(from ? "rule.newVersion" : "rule.write"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const isPublisher = activePost?.role === "SUPERVISOR" && activePost.hall.code === code && data.hall.isProvisioned;
  if (!isPublisher) return <ForbiddenState text={t("rule.mayNot")} />;
  const rule = data.rules.find((one) => one.code === from && !one.heldBy);
  if (from && !rule) return <AbsentState text={t("rule.notFound")} />;
  const isOfAbove = rule?.versions.some(({ hall, isEnd }) => hall !== data.hall?.code && !isEnd) ?? false;
  return (
    <>
      <nav className="quiet" aria-label={t("region.crumbs")}>
        <Link to={`/regions/${code}/rules`}>{t("rule.of", { name: data.hall.name })}</Link>
      </nav>
      <div className="page-head">
        <h1>{t(from ? "rule.newVersion" : "rule.write")}</h1>
        <Link to={`/halls/${code}/register`}>{t("localRule.title")}</Link>
      </div>
      <p className="quiet">{t(isOfAbove ? "rule.tightenHint" : "rule.publishHint")}</p>
      <RuleForm
        key={from}
        region={data.hall}
        facts={data.ruleFacts}
        draft={rule ? draftOf(rule) : NEW_RULE}
        isNew={!rule}
      />
    </>
  );
}
