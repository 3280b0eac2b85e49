import { expect, it } from "vitest";
import { inShanghai, pickerValue, showDue, showMoment, statedMoment } from "./shanghai";

it("shows a moment at +08:00, whatever offset it came with", () => {
  expect(showMoment("2026-11-23T16:30:00Z")).toBe("2026-11-24 00:30");
  expect(showMoment("2026-11-24T00:30:00+08:00")).toBe("2026-11-24 00:30");
  expect(inShanghai("2026-11-23T16:30:00Z").format("YYYY-MM-DD")).toBe("2026-11-24");
});

it("writes the end of a day as its 24:00", () => {
  expect(showDue("2026-10-13T16:00:00Z")).toBe("2026-10-13 24:00");
  expect(showDue("2026-10-14T17:00:00+08:00")).toBe("2026-10-14 17:00");
});

it("shows what is missing as missing", () => {
  expect(showMoment(null)).toBe("—");
  expect(showDue(undefined)).toBe("—");
});

it("takes back from a picker what it put in", () => {
  expect(statedMoment(pickerValue("2026-11-23T16:30:00Z"))).toBe("2026-11-24T00:30:00+08:00");
});
