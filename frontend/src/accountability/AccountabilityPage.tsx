import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import type { AccountabilityFileFragment } from "../gql/graphql";
import { Evidence } from "../matters/Evidence";
import { MatterActionBar } from "../matters/MatterActionBar";
import { MatterActs, PaperLink } from "../matters/MatterActs";
import { useKnownWord } from "../messages/knownWord";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { showDue } from "../time/shanghai";
import { ACCOUNTABILITY_ACTS, REFERRED_ACTS } from "./accountabilityActs";
import { AccountabilityDocument } from "./accountabilityQueries";
import "../casefile/casefile.css";
import "../orders/orders.css";

/** One accountability case: what was found, who bears it, which organ decided what, and everything that was done. */
export function AccountabilityPage() {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const { code = "", id = "" } = useParams();
  const [{ data, error }, run] = useQuery({
    query: AccountabilityDocument,
    variables: { hall: code, id },
    requestPolicy: "cache-and-network",
  });
  const matter = data?.accountabilityCase;
  const title = matter?.number ?? t("accountability.opening");
  usePageTitle(title);
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!matter || !data.hall) return <AbsentState text={t("accountability.absent")} />;
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <span className="order-state">{t(`accountabilityState.${matter.state}`)}</span>
        {matter.isLate && <strong className="order-late">{t("order.replyLate")}</strong>}
      </div>
      <MatterActionBar
        hall={code}
        id={matter.id}
        offered={matter.permittedActs}
        acts={matter.mode === "REFERRED" ? REFERRED_ACTS : ACCOUNTABILITY_ACTS}
        doWord={(act) => knownWord("accountability.do", act)}
        doneWord={(act) => knownWord("accountabilityAct", act)}
      />
      <section className="panel">
        <h2>{t("accountability.what")}</h2>
        <Facts hall={data.hall} matter={matter} />
      </section>
      <Finding hall={code} matter={matter} />
      <Evidence
        hall={code}
        kind="accountability"
        id={matter.id}
        files={matter.evidence}
        mayAttach={["REPORTED", "APPEALED"].some((act) => matter.permittedActs.some((one) => one === act))}
        again={() => run({ requestPolicy: "network-only" })}
      />
      <section className="panel">
        <h2>{t("order.acts")}</h2>
        <MatterActs events={matter.events} word={(act) => knownWord("accountabilityAct", act)} />
      </section>
    </>
  );
}

type Props = { hall: { code: string; name: string }; matter: AccountabilityFileFragment };

function Facts({ hall, matter }: Props) {
  const { t } = useTranslation();
  const isDecided = ["DECIDED", "APPEALED", "FINAL", "REVOKED"].includes(matter.state);
  return (
    <dl className="order-facts">
      <dt>{t("accountability.mode")}</dt>
      <dd>{t(`accountabilityMode.${matter.mode}`)}</dd>
      <dt>{t("order.issuer")}</dt>
      <dd>{matter.issuingHall}</dd>
      <dt>{t("department.label")}</dt>
      <dd>
        {hall.name} {matter.department.name}
      </dd>
      {matter.cases.length > 0 && (
        <>
          <dt>{t("order.cases")}</dt>
          <dd>
            {matter.cases.map((number) => (
              <Link key={number} className="order-case" to={`/halls/${hall.code}/cases/${encodeURIComponent(number)}`}>
                {number}
              </Link>
            ))}
          </dd>
        </>
      )}
      {matter.order && (
        <>
          <dt>{t("order.title")}</dt>
          <dd>
            <Link to={`/halls/${hall.code}/orders/${matter.order}`}>{t("accountability.followed")}</Link>
          </dd>
        </>
      )}
      <dt>{t("order.field.subject")}</dt>
      <dd className="order-text">{matter.subject}</dd>
      {matter.dueAt && (
        <>
          <dt>{t(isDecided ? "accountability.appealUntil" : "accountability.reportUntil")}</dt>
          <dd className="figures">{showDue(matter.dueAt)}</dd>
        </>
      )}
      {matter.receipt && (
        <>
          <dt>{t("accountability.receipt")}</dt>
          <dd>{matter.receipt}</dd>
        </>
      )}
      {matter.documents.map((paper) => (
        <Paper key={paper.number} paper={paper} />
      ))}
    </dl>
  );
}

function Paper({ paper }: { paper: AccountabilityFileFragment["documents"][number] }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{t("order.document")}</dt>
      <dd>
        <PaperLink paper={paper} />
      </dd>
    </>
  );
}

/** What was found, upon which events, and what the organs that decide sanctions told. */
function Finding({ hall, matter }: { hall: string; matter: AccountabilityFileFragment }) {
  const { t } = useTranslation();
  const { finding, sanctions } = matter;
  if (!finding) return null;
  return (
    <section className="panel">
      <h2>{t("accountability.finding")}</h2>
      <dl className="order-facts">
        <dt>{t("order.field.grade")}</dt>
        <dd>{t(`faultGrade.${finding.grade}`)}</dd>
        {finding.situation && (
          <>
            <dt>{t("order.field.situation")}</dt>
            <dd>{t(`faultSituation.${finding.situation}`)}</dd>
          </>
        )}
        {finding.attributions.map((one) => (
          <Row key={one.party} name={t(`liability.${one.liability}`)}>
            {one.person}（{t(`faultParty.${one.party}`)}）
          </Row>
        ))}
        {finding.evidence.map((one) => (
          <Row key={`${one.number}#${one.sequence}`} name={t("accountability.event")}>
            <Link to={`/halls/${hall}/cases/${encodeURIComponent(one.number)}`}>
              {one.number} #{one.sequence}
            </Link>
          </Row>
        ))}
        {sanctions.map((one) => (
          <Row key={`${one.number}-${one.person}`} name={t("accountability.sanction")}>
            {one.person}：{one.measure}（{one.organ} {one.number}，{one.on}）
          </Row>
        ))}
      </dl>
      <p className="quiet">{t("accountability.neverDecided")}</p>
    </section>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
