import { useKnownWord } from "../messages/knownWord";
import { type DetailValue, detailOf, movesOf } from "./eventDetails";
import { MoveList } from "./MoveList";

/** What an event carries beside its times, key by key; a key that the catalogue does not know is shown as it is. */
export function EventDetail({ detail }: { detail: string }) {
  const knownWord = useKnownWord();
  const entries = detailOf(detail);
  const moves = movesOf(detail);
  if (entries.length === 0) return null;
  const show = (key: string, value: DetailValue) =>
    Array.isArray(value) ? (
      <ul>
        {value.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    ) : (
      coded(key, value, knownWord)
    );
  return (
    <dl className="event-detail">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{knownWord("detail", key)}</dt>
          <dd>{show(key, value)}</dd>
        </div>
      ))}
      {moves.length > 0 && (
        <div>
          <dt>{knownWord("detail", "dates")}</dt>
          <dd>
            <MoveList moves={moves} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function coded(key: string, value: string, knownWord: ReturnType<typeof useKnownWord>): string {
  if (key === "outcome") return knownWord("outcome", value);
  return key === "kind" ? knownWord("pauseKind", value) : value;
}
