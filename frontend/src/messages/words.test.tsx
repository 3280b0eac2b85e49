import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it } from "vitest";
import { LimitWords } from "../casefile/LimitWords";
import type { FiledLimitFragment } from "../gql/graphql";
import { speak } from "../i18n";

const LIMIT: FiledLimitFragment = {
  value: 1,
  unit: "working_day",
  anchor: "ACCEPTED",
  basis: "行政许可法第42条",
  basisConfirmed: false,
  extension: 10,
};

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

async function shown(limit: FiledLimitFragment): Promise<string> {
  const place = document.createElement("div");
  const root = createRoot(place);
  await act(async () => root.render(<LimitWords limit={limit} />));
  const text = place.textContent ?? "";
  await act(async () => root.unmount());
  return text;
}

afterEach(() => speak("zh"));

it("words a limit in both languages, one day and many", async () => {
  expect(await shown(LIMIT)).toBe("1 个工作日 · 自受理起 · 可延长 10行政许可法第42条 待核实");
  await speak("en");
  expect(await shown(LIMIT)).toContain("1 working day · from acceptance");
  expect(await shown({ ...LIMIT, value: 3 })).toContain("3 working days · from acceptance");
});

it("shows the code of a unit that the catalogue does not know, never nothing", async () => {
  expect(await shown({ ...LIMIT, unit: "fortnight" })).toContain("fortnight");
});

it("marks a basis only while nobody has read it", async () => {
  expect(await shown({ ...LIMIT, basisConfirmed: true })).not.toContain("待核实");
});
