import dayjs from "dayjs";
import { expect, it } from "vitest";
import { question } from "./reckon";

it("asks what the command takes, moments as wall clocks at +08:00, an open pause as null", () => {
  const start = dayjs("2026-09-28T15:20:00");
  expect(
    question({
      start,
      value: 5,
      unit: "working_day",
      dayEnd: "midnight",
      pauses: [{ from: dayjs("2026-09-30T10:00:00"), to: null }],
    }),
  ).toEqual({
    accepted_at: "2026-09-28T15:20:00+08:00",
    limit: { value: 5, unit: "working_day" },
    extension: { value: 0, unit: "working_day" },
    suspensions: [{ from: "2026-09-30T10:00:00+08:00", to: null }],
    yellow: { value: 0, unit: "working_day" },
    day_end: "midnight",
    now: "2026-09-28T15:20:00+08:00",
  });
});
