import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import type { OrderFileFragment } from "../gql/graphql";
import { Evidence } from "../matters/Evidence";
import { MatterActs, PaperLink } from "../matters/MatterActs";
import { AbsentState } from "../states/AbsentState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { showDue } from "../time/shanghai";
import { OrderActionBar } from "./OrderActionBar";
import { OrderDocument } from "./orderQueries";
import { useOrderWords } from "./orderWords";
import "../casefile/casefile.css";
import "./orders.css";

/** One order: what it demands and until when, its document, and everything that was done with it. */
export function OrderPage() {
  const { t } = useTranslation();
  const { code = "", id = "" } = useParams();
  const [{ data, error }, run] = useQuery({
    query: OrderDocument,
    variables: { hall: code, id },
    requestPolicy: "cache-and-network",
  });
  const words = useOrderWords(data?.order?.kind ?? "ORDER");
  const draftTitle = t("order.draftOf", { kind: words.title });
  usePageTitle(data?.order ? (data.order.number ?? draftTitle) : t("order.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.order || !data.hall) return <AbsentState text={t("order.absent")} />;
  const order = data.order;
  return (
    <>
      <div className="page-head">
        <h1>{order.number ?? draftTitle}</h1>
        <span className="order-state">{words.state(order.state)}</span>
        {order.isReplyLate && <strong className="order-late">{t("order.replyLate")}</strong>}
      </div>
      <OrderActionBar hall={code} order={order} />
      <section className="panel">
        <h2>{t("order.what")}</h2>
        <OrderFacts hall={data.hall} order={order} />
      </section>
      <Evidence
        hall={code}
        kind="order"
        id={order.id}
        files={order.evidence}
        mayAttach={["EXPLAINED"].some((act) => order.permittedActs.some((one) => one === act))}
        again={() => run({ requestPolicy: "network-only" })}
      />
      <section className="panel">
        <h2>{t("order.acts")}</h2>
        <MatterActs events={order.events} word={words.act} />
      </section>
    </>
  );
}

type Hall = { code: string; name: string };

function OrderFacts({ hall, order }: { hall: Hall; order: OrderFileFragment }) {
  const { t } = useTranslation();
  return (
    <dl className="order-facts">
      <dt>{t("order.issuer")}</dt>
      <dd>{order.issuingHall}</dd>
      <dt>{t("order.addressee")}</dt>
      <dd>
        {hall.name} {order.department.name}
      </dd>
      <dt>{t("order.cases")}</dt>
      <dd>
        {order.cases.map((number) => (
          <Link key={number} className="order-case" to={`/halls/${hall.code}/cases/${encodeURIComponent(number)}`}>
            {number}
          </Link>
        ))}
      </dd>
      <dt>{t("order.field.subject")}</dt>
      <dd className="order-text">{order.subject}</dd>
      <dt>{t("order.field.demand")}</dt>
      <dd className="order-text">{order.demand}</dd>
      <dt>{t("order.replyUntil")}</dt>
      <dd className="figures">
        {order.replyDueAt
          ? `${showDue(order.replyDueAt)} ${t("order.replyDays", { count: order.replyDays })}`
          : t("order.replyDays", { count: order.replyDays })}
      </dd>
      {order.document && (
        <>
          <dt>{t("order.document")}</dt>
          <dd>
            <PaperLink paper={order.document} />
          </dd>
        </>
      )}
    </dl>
  );
}
