import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { DeskQueue } from "../gql/graphql";
import { keyOf, QUEUES } from "./queues";

type Props = {
  counts: readonly { queue: DeskQueue; count: number }[];
  chosen: DeskQueue;
  to: (q: DeskQueue) => string;
};

export function QueueList({ counts, chosen, to }: Props) {
  const { t } = useTranslation();
  const known = new Map(counts.map(({ queue, count }) => [queue, count]));
  return (
    <nav className="panel desk-queues" aria-label={t("desk.queues")}>
      {QUEUES.map((queue, place) => (
        <Link key={queue} to={to(queue)} {...(queue === chosen ? { "aria-current": "true" as const } : {})}>
          <kbd>{keyOf(place)}</kbd> <span>{t(`deskQueue.${queue}`)}</span>
          <strong className="figures">{known.get(queue) ?? 0}</strong>
        </Link>
      ))}
    </nav>
  );
}
