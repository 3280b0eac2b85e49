import { Timeline } from "antd";
import type { CaseFileFragment } from "../gql/graphql";
import { IssueButton } from "./acts/IssueButton";
import { EventEntry } from "./EventEntry";

/** In the order of recording, which is the order of the chain; the stated times are what the clocks follow. */
export function EventTimeline({ file }: { file: CaseFileFragment }) {
  return (
    <Timeline
      items={file.events.map((event) => ({
        key: event.sequence,
        color: `var(--${event.anomalies.length > 0 ? "bad" : event.isCorrected ? "quiet" : "accent"})`,
        content: (
          <>
            <EventEntry event={event} />
            {event.issuable && <IssueButton file={file} sequence={event.sequence} title={event.issuable} />}
          </>
        ),
      }))}
    />
  );
}
