import { expect, it } from "vitest";
import { detailOf, movesOf } from "./eventDetails";

it("names the paper before its defect, whatever the order of the members", () => {
  const json = JSON.stringify({ items: [{ defect: "缺盖章", material: "平面图" }] });
  expect(detailOf(json)).toEqual([["items", ["平面图: 缺盖章"]]]);
});

it("shows a moment at +08:00, a number as it is, and nothing for what is empty", () => {
  const json = JSON.stringify({ deadline: "2026-10-14T00:00:00Z", days: 5, note: "", reason: null });
  expect(detailOf(json)).toEqual([
    ["deadline", "2026-10-14 08:00"],
    ["days", "5"],
  ]);
});

it("keeps the dates that a calendar moved for a list of their own", () => {
  const json = JSON.stringify({
    calendar: "cn-2027.1",
    dates: [{ clock: "STAGE:现场核查", due_at: "2027-01-20T00:00:00+08:00", was: "2027-01-19T00:00:00+08:00" }],
  });
  expect(detailOf(json)).toEqual([["calendar", "cn-2027.1"]]);
  expect(movesOf(json)).toEqual([
    { clock: "STAGE:现场核查", was: "2027-01-19T00:00:00+08:00", dueAt: "2027-01-20T00:00:00+08:00" },
  ]);
  expect(movesOf("{}")).toEqual([]);
});
