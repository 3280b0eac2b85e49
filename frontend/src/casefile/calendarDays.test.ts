import { expect, it } from "vitest";
import { calendarDays } from "./calendarDays";

// Received on Monday 28 September 2026, five working days, over National Day and its make-up Saturday.
const STEPS = [
  { code: "start_day", params: { at: "2026-09-28T15:20:00+08:00" } },
  { code: "limit_working_day", params: { value: 3 } },
  { code: "counted", params: { first: "2026-09-29", last: "2026-09-30", number: 1, through: 2 } },
  { code: "holiday", params: { first: "2026-10-01", last: "2026-10-03", title: "国庆节", notice: null } },
  { code: "suspended", params: { first: "2026-10-08", last: "2026-10-08" } },
  { code: "makeup", params: { first: "2026-10-10", last: "2026-10-10", number: 3, through: 3 } },
  { code: "due_midnight", params: { at: "2026-10-11T00:00:00+08:00", due_on: "2026-10-10" } },
];

it("shows each named day once, in order, with what it is", () => {
  expect(calendarDays(STEPS).map(({ day, mark, number, isDue }) => `${day} ${mark} ${number ?? "-"} ${isDue}`)).toEqual(
    [
      "2026-09-28 start - false",
      "2026-09-29 counted 1 false",
      "2026-09-30 counted 2 false",
      "2026-10-01 off - false",
      "2026-10-02 off - false",
      "2026-10-03 off - false",
      "2026-10-08 paused - false",
      "2026-10-10 counted 3 true",
    ],
  );
});

it("marks midnight's due day by its date, not by the day that begins then", () => {
  expect(
    calendarDays(STEPS)
      .filter(({ isDue }) => isDue)
      .map(({ day }) => day),
  ).toEqual(["2026-10-10"]);
});

it("has no due day while a pause holds the clock", () => {
  const open = [...STEPS.slice(0, 1), { code: "due_unknown", params: {} }];
  expect(calendarDays(open)).toEqual([{ day: "2026-09-28", mark: "start", isDue: false, number: undefined }]);
});

it("marks hours by the days that they ran on", () => {
  const hours = [
    { code: "start_hour", params: { at: "2026-09-28T15:20:00+08:00" } },
    { code: "worked", params: { on: "2026-09-29", spans: "09:00:00-11:00:00", length: "2:00:00", total: "4:00:00" } },
    { code: "due_hour", params: { at: "2026-09-29T11:00:00+08:00" } },
  ];
  expect(calendarDays(hours).at(-1)).toEqual({ day: "2026-09-29", mark: "counted", isDue: true, number: undefined });
});
