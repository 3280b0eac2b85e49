import { Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FiledEventFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { inShanghai, showMoment } from "../time/shanghai";
import { EventDetail } from "./EventDetail";

/** Told more than an hour after it happened is worth seeing: supervision looks for entries made afterwards. */
const LATE_MINUTES = 60;

export function EventEntry({ event, children }: { event: FiledEventFragment; children?: ReactNode }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const lag = inShanghai(event.recordedAt).diff(inShanghai(event.occurredAt), "minute");
  const hours = Math.floor(lag / 60);
  const days = Math.floor(hours / 24);
  const lagWords = hours < 48 ? t("event.lagHours", { count: hours }) : t("event.lagDays", { count: days });
  return (
    <div className="event">
      <div className="event-what">
        <span className={event.isCorrected ? "event-corrected" : undefined}>
          <strong>{t(`eventKind.${event.kind}`)}</strong> <span className="quiet figures">#{event.sequence}</span>
          {event.correctsSequence != null && ` ${t("event.corrects", { sequence: event.correctsSequence })}`}
        </span>
        {event.isCorrected && <Tag>{t("event.isCorrected")}</Tag>}
        {event.anomalies.map((code) => (
          <Tag key={code} className="tag-bad">
            {t("event.anomaly", { anomaly: knownWord("anomaly", code) })}
          </Tag>
        ))}
      </div>
      <dl className="event-times figures">
        <div>
          <dt>{t("event.occurredAt")}</dt>
          <dd>{showMoment(event.occurredAt)}</dd>
        </div>
        <div>
          <dt>{t("event.recordedAt")}</dt>
          <dd>
            {showMoment(event.recordedAt)} {lag > LATE_MINUTES && <strong>{t("event.late", { lag: lagWords })}</strong>}
          </dd>
        </div>
      </dl>
      <div>
        <EventDetail detail={event.detail} />
        {children}
      </div>
      <div className="quiet event-source">
        {event.actorName && `${event.actorName} · `}
        {t("event.source", { source: knownWord("source", event.source) })}
        {" · "}
        <span className="figures" title={event.digest}>
          {t("event.digest", { digest: event.digest.slice(0, 8) })}
        </span>
      </div>
    </div>
  );
}
