import { useTranslation } from "react-i18next";
import { showMoment } from "../time/shanghai";

type Act = {
  sequence: number;
  act: string;
  at: string;
  personName?: string | null;
  fromHall?: string | null;
  said?: string | null;
};

/** Newest last, as it happened; what the worker did by itself says so. */
export function MatterActs({ events, word }: { events: readonly Act[]; word: (act: string) => string }) {
  const { t } = useTranslation();
  return (
    <ol className="order-acts">
      {events.map((event) => (
        <li key={event.sequence}>
          <strong>{word(event.act)}</strong>
          <span>{event.personName ? `${event.personName} · ${event.fromHall ?? ""}` : t("order.bySystem")}</span>
          <time className="quiet figures" dateTime={event.at}>
            {showMoment(event.at)}
          </time>
          {event.said && <p className="order-text">{event.said}</p>}
        </li>
      ))}
    </ol>
  );
}

type Paper = { title: string; number: string; path: string; isWithdrawn: boolean };

/** A numbered document, and that it was withdrawn. */
export function PaperLink({ paper }: { paper: Paper }) {
  const { t } = useTranslation();
  return (
    <>
      <a href={paper.path} target="_blank" rel="noreferrer">
        {paper.title} {paper.number}
      </a>
      {paper.isWithdrawn && ` ${t("document.withdrawn")}`}
    </>
  );
}
