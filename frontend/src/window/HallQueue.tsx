import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import { useMe, useToday } from "../app/session";
import { CasesDocument } from "../cases/caseQueries";
import type { CaseRowFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { isBeyond } from "../time/DueDate";
import { showDue } from "../time/shanghai";

const SHOWN = 12;

/** `due`: accepted cases, the nearest promised moment first. `today`: what came in today, newest first. */
export function HallQueue({ hall, queue }: { hall: string; queue: "due" | "today" }) {
  const { t } = useTranslation();
  const today = useToday();
  const [{ data, error }, run] = useQuery({
    query: CasesDocument,
    variables:
      queue === "due"
        ? { hall, state: "ACCEPTED", order: "DUE", first: SHOWN }
        : { hall, receivedFrom: today, receivedTo: today, order: "NEWEST", first: SHOWN },
    requestPolicy: "cache-and-network",
  });
  const rows = data?.cases.edges.map(({ node }) => node);
  const more = queue === "due" ? "state=ACCEPTED&order=DUE" : `from=${today}&to=${today}`;
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{t(`window.${queue}`)}</h2>
        <Link to={`/halls/${hall}/cases?${more}`}>{t("window.more")}</Link>
      </div>
      {error ? (
        <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />
      ) : rows ? (
        <QueueRows rows={rows} hall={hall} empty={t(`window.${queue}None`)} />
      ) : (
        <LoadingState />
      )}
    </section>
  );
}

function QueueRows({ rows, hall, empty }: { rows: CaseRowFragment[]; hall: string; empty: string }) {
  const { t } = useTranslation();
  const { calendarPublishedThrough } = useMe();
  if (rows.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <ul className="queue">
      {rows.map((row) => (
        <li key={row.number}>
          <LampSign lamp={row.lamp} />
          <Link to={`/halls/${hall}/cases/${encodeURIComponent(row.number)}`}>{row.item.name}</Link>
          <span className="quiet">{row.applicantName}</span>
          <span className="figures queue-due">
            {row.dueAt ? t("window.dueAt", { at: showDue(row.dueAt) }) : t(`caseState.${row.state}`)}
            {row.isProvisional && isBeyond(row.dueAt, calendarPublishedThrough) && t("clock.provisionalShort")}
          </span>
        </li>
      ))}
    </ul>
  );
}
