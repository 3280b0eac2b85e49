import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { DeskQueue, DeskRowFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { showDue, showMoment } from "../time/shanghai";
import { momentOf } from "./queues";

const DUE: readonly string[] = ["dueAt", "noticeDueAt"];

type Props = { rows: readonly DeskRowFragment[]; hall: string; queue: DeskQueue };

export function QueueRows({ rows, hall, queue }: Props) {
  const { t } = useTranslation();
  const since = momentOf(queue);
  return (
    <ol className="queue desk-rows" aria-label={t(`deskQueue.${queue}`)}>
      {rows.map((row) => (
        <li key={row.number}>
          <LampSign lamp={row.lamp} />
          <Link to={`/halls/${hall}/cases/${encodeURIComponent(row.number)}`}>
            {row.item.name} · {row.applicantName}
          </Link>
          <span className="quiet figures">{row.number}</span>
          <span className="quiet">{[row.department.name, row.stage].filter(Boolean).join(" · ")}</span>
          <span className="figures queue-due">
            {t(`desk.since.${since}`, { at: (DUE.includes(since) ? showDue : showMoment)(row[since]) })}
          </span>
        </li>
      ))}
    </ol>
  );
}
