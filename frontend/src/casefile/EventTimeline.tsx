import type { CaseFileFragment } from "../gql/graphql";
import { IssueButton } from "./acts/IssueButton";
import { EventEntry } from "./EventEntry";

/** In the order of recording, which is the order of the chain; the stated times are what the clocks follow. */
export function EventTimeline({ file }: { file: CaseFileFragment }) {
  return (
    <ol className="events">
      {file.events.map((event) => (
        <li key={event.sequence} className={mark(event)}>
          <EventEntry event={event}>
            {event.issuable && <IssueButton file={file} sequence={event.sequence} title={event.issuable} />}
          </EventEntry>
        </li>
      ))}
    </ol>
  );
}

function mark({ anomalies, isCorrected }: CaseFileFragment["events"][number]): string | undefined {
  if (anomalies.length > 0) return "event-anomalous";
  return isCorrected ? "event-replaced" : undefined;
}
