import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import type { CircularFileFragment } from "../gql/graphql";
import { Evidence } from "../matters/Evidence";
import { MatterActionBar } from "../matters/MatterActionBar";
import { MatterActs, PaperLink } from "../matters/MatterActs";
import { useKnownWord } from "../messages/knownWord";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { showDue } from "../time/shanghai";
import { CIRCULAR_ACTS } from "./circularActs";
import { CircularDocument } from "./circularQueries";
import "../casefile/casefile.css";
import "../orders/orders.css";

/** One circular: what it says, the right of reply, until when it is shown, and everything that was done with it. */
export function CircularPage() {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const { code = "", id = "" } = useParams();
  const [{ data, error }, run] = useQuery({
    query: CircularDocument,
    variables: { hall: code, id },
    requestPolicy: "cache-and-network",
  });
  const circular = data?.circular;
  const title = circular?.number ?? t("circular.opening");
  usePageTitle(title);
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!circular || !data.hall) return <AbsentState text={t("circular.absent")} />;
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <span className="order-state">{t(`circularState.${circular.state}`)}</span>
      </div>
      <MatterActionBar
        hall={code}
        id={circular.id}
        offered={circular.permittedActs}
        acts={CIRCULAR_ACTS}
        doWord={(act) => knownWord("circular.do", act)}
        doneWord={(act) => knownWord("circularAct", act)}
      />
      <section className="panel">
        <h2>{t("circular.what")}</h2>
        <Facts hall={data.hall} circular={circular} />
      </section>
      <Evidence
        hall={code}
        kind="circular"
        id={circular.id}
        files={circular.evidence}
        mayAttach={["REPLIED"].some((act) => circular.permittedActs.some((one) => one === act))}
        again={() => run({ requestPolicy: "network-only" })}
      />
      <section className="panel">
        <h2>{t("order.acts")}</h2>
        <MatterActs events={circular.events} word={(act) => knownWord("circularAct", act)} />
      </section>
    </>
  );
}

function Facts({ hall, circular }: { hall: { code: string; name: string }; circular: CircularFileFragment }) {
  const { t } = useTranslation();
  return (
    <dl className="order-facts">
      <dt>{t("order.issuer")}</dt>
      <dd>{circular.issuingHall}</dd>
      <dt>{t("circular.on")}</dt>
      <dd>
        {hall.name} {circular.department.name}
      </dd>
      {circular.cases.length > 0 && (
        <>
          <dt>{t("order.cases")}</dt>
          <dd>
            {circular.cases.map((number) => (
              <Link key={number} className="order-case" to={`/halls/${hall.code}/cases/${encodeURIComponent(number)}`}>
                {number}
              </Link>
            ))}
          </dd>
        </>
      )}
      <dt>{t("order.field.subject")}</dt>
      <dd className="order-text">{circular.subject}</dd>
      <dt>{t("order.field.replyDays")}</dt>
      <dd>{t("order.replyDays", { count: circular.replyDays })}</dd>
      <dt>{t("order.field.shownDays")}</dt>
      <dd>{t("order.replyDays", { count: circular.shownDays })}</dd>
      {circular.dueAt && (
        <>
          <dt>{t(circular.publishedAt ? "circular.shownUntil" : "circular.answerUntil")}</dt>
          <dd className="figures">{showDue(circular.dueAt)}</dd>
        </>
      )}
      {circular.document && (
        <>
          <dt>{t("order.document")}</dt>
          <dd>
            <PaperLink paper={circular.document} />
          </dd>
        </>
      )}
    </dl>
  );
}
