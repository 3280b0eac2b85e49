import dayjs from "dayjs";
import { statedMoment } from "../../time/shanghai";

/** A form's values as a mutation's input: picked moments at +08:00, texts trimmed, what was left empty left out. */
export function actInput(values: Record<string, unknown>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const sent = dayjs.isDayjs(value) ? statedMoment(value) : typeof value === "string" ? value.trim() : value;
    if (sent !== undefined && sent !== null && sent !== "") input[name] = sent;
  }
  return input;
}
