import dayjs from "dayjs";
import { expect, it } from "vitest";
import { actInput } from "./actInput";

it("means what the picker shows as a wall clock at +08:00, in whatever zone the browser is", () => {
  expect(actInput({ occurredAt: dayjs("2026-11-24T09:30:00") })).toEqual({ occurredAt: "2026-11-24T09:30:00+08:00" });
});

it("leaves out what was left empty and trims the rest", () => {
  expect(actInput({ occurredAt: null, note: "  ", reason: " 材料不齐 ", plannedDays: 5 })).toEqual({
    reason: "材料不齐",
    plannedDays: 5,
  });
});

it("sends the papers as they were listed", () => {
  const items = [{ material: "平面图", defect: "缺盖章" }];
  expect(actInput({ items })).toEqual({ items });
});
