import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import type { Sent } from "../deliveries/SendDrawer";
import { SentMessages } from "../deliveries/SentMessages";
import { CaseOrders } from "../orders/CaseOrders";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ActionBar } from "./acts/ActionBar";
import { CaseAlerts } from "./CaseAlerts";
import { CaseDocuments } from "./CaseDocuments";
import { CaseFindings } from "./CaseFindings";
import { CaseHead } from "./CaseHead";
import { ClockPanel } from "./ClockPanel";
import { CorrectionRounds } from "./CorrectionRounds";
import { CaseDocument } from "./caseFileQueries";
import { EarlierCases } from "./EarlierCases";
import { EventTimeline } from "./EventTimeline";
import { ItemPanel } from "./ItemPanel";
import { KeyDates } from "./KeyDates";
import { TwoReadings } from "./TwoReadings";
import "./casefile.css";

export function CasePage() {
  const { t } = useTranslation();
  const { code = "", number = "" } = useParams();
  const { activePost } = useMe();
  const [{ data, error }, run] = useQuery({
    query: CaseDocument,
    variables: { hall: code, number },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(data?.case ? `${data.case.number} ${data.case.item.name}` : t("case.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.case) return <AbsentState text={t("case.absent")} />;
  const file = data.case;
  const mayRecord = activePost?.role === "CLERK" && activePost.hall.code === file.hall.code;
  const offers: Sent[] = [
    ...file.documents
      .filter(({ isWithdrawn }) => !isWithdrawn)
      .map(
        ({ code: document, title, number: named }): Sent => ({
          what: "document",
          code: document,
          title: t("delivery.sendOf", { title, number: named }),
        }),
      ),
    { what: "message", number: file.number, title: t("delivery.write") },
  ];
  return (
    <>
      <CaseHead file={file} />
      <ActionBar file={file} />
      <div className="file">
        <div>
          <section className="panel">
            <h2>{t("case.dates")}</h2>
            <KeyDates file={file} />
          </section>
          <section className="panel">
            <h2>{t("reading.title")}</h2>
            <TwoReadings reported={file.asReported} law={file.byLaw} />
          </section>
          <section className="panel">
            <h2>{t("clock.title")}</h2>
            <p className="no-print">
              <Link to={`/halls/${code}/calendar`}>{t("clock.calendarLink")}</Link>
            </p>
            {file.clocks.length === 0 ? (
              <p className="quiet">{t("clock.none")}</p>
            ) : (
              <div className="clocks">
                {file.clocks.map((clock, place) => (
                  <ClockPanel
                    key={`${clock.name}${clock.stage}${clock.startedAt}`}
                    clock={clock}
                    isExplained={place === 0}
                  />
                ))}
              </div>
            )}
          </section>
        </div>
        <div>
          <section className="panel">
            <h2>{t("item.title")}</h2>
            <ItemPanel item={file.item} hall={file.hall.code} />
          </section>
          <section className="panel">
            <h2>{t("alerts.title")}</h2>
            <CaseAlerts alerts={file.alerts} hall={file.hall.code} number={file.number} />
            {file.alerts.some(({ level, clearedAt }) => level === "RED" && !clearedAt) && (
              <CaseOrders hall={file.hall.code} number={file.number} item={file.item.name} />
            )}
          </section>
          <section className="panel">
            <h2>{t("finding.title")}</h2>
            <CaseFindings findings={file.findings} hall={file.hall.code} number={file.number} />
            <EarlierCases cases={file.earlier} hall={file.hall.code} />
          </section>
          {file.correctionRounds.length > 0 && (
            <section className="panel">
              <h2>{t("rounds.title")}</h2>
              <CorrectionRounds rounds={file.correctionRounds} />
            </section>
          )}
          <section className="panel">
            <h2>{t("document.title")}</h2>
            <CaseDocuments documents={file.documents} />
          </section>
          <section className="panel">
            <h2>{t("delivery.title")}</h2>
            <SentMessages hall={file.hall.code} about={{ caseNumber: file.number }} offered={mayRecord ? offers : []} />
          </section>
        </div>
      </div>
      <section className="panel">
        <h2>{t("event.title")}</h2>
        <EventTimeline file={file} />
      </section>
    </>
  );
}
