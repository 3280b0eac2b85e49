import { Timeline } from "antd";
import type { FiledEventFragment } from "../gql/graphql";
import { EventEntry } from "./EventEntry";

/** In the order of recording, which is the order of the chain; the stated times are what the clocks follow. */
export function EventTimeline({ events }: { events: FiledEventFragment[] }) {
  return (
    <Timeline
      items={events.map((event) => ({
        key: event.sequence,
        color: `var(--${event.anomalies.length > 0 ? "bad" : event.isCorrected ? "quiet" : "accent"})`,
        content: <EventEntry event={event} />,
      }))}
    />
  );
}
