import type { Dayjs } from "dayjs";
import { actForm } from "../matters/MatterActionBar";
import type { Values } from "../matters/MatterForm";
import { WithdrawRedsDocument } from "./redQueries";

/** Every open red of a case. */
export const WITHDRAW_REDS = actForm(WithdrawRedsDocument, { reason: { kind: "text" } });

/** The days of an outage hold both ends, at +08:00. */
export function outage({ reason, feed, from, to }: Values): Record<string, unknown> {
  const midnight = (day: Dayjs) => `${day.format("YYYY-MM-DD")}T00:00:00+08:00`;
  const [first, last] = [from as Dayjs | undefined, to as Dayjs | undefined];
  if (!first || !last) return { reason };
  return { reason, outage: { feed: feed ?? "", from: midnight(first), to: midnight(last.add(1, "day")) } };
}

/** Every open red of a feed that brought nothing or wrong things in these days. */
export const WITHDRAW_OUTAGE = actForm(
  WithdrawRedsDocument,
  { feed: { kind: "line" }, from: { kind: "day" }, to: { kind: "day" }, reason: { kind: "text" } },
  outage,
);
