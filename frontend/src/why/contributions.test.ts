import { describe, expect, it } from "vitest";
import { ratio, stageRows } from "./contributions";

const STAGE = { item: "3", itemName: "食品经营许可", stage: "现场核查" };

describe("stages", () => {
  it("are means over passes, and say how much longer they became", () => {
    const [row] = stageRows([{ ...STAGE, daysBefore: 7, passesBefore: 4, daysAfter: 23, passesAfter: 4 }]);
    expect([row?.before, row?.after, row?.longer]).toEqual([1.75, 5.75, 4]);
  });

  it("have no mean where nothing passed, which is no nought", () => {
    const [row] = stageRows([{ ...STAGE, daysBefore: 0, passesBefore: 0, daysAfter: 3, passesAfter: 1 }]);
    expect([row?.before, row?.after, row?.longer]).toEqual([null, 3, null]);
  });
});

it("a ratio without a denominator is absent", () => {
  expect([ratio(1, 2), ratio(0, 0)]).toEqual([0.5, null]);
});
