import { expect, it } from "vitest";
import { csvText } from "./csv";

it("begins with the byte order mark and ends lines as spreadsheets do", () => {
  expect(
    csvText([
      ["地区", "收件"],
      ["卢龙县", 351],
    ]),
  ).toBe("\uFEFF地区,收件\r\n卢龙县,351\r\n");
});

it("quotes commas, quotes and line breaks", () => {
  expect(csvText([['a,"b"', "c\nd"]])).toBe('\uFEFF"a,""b""","c\nd"\r\n');
});

it("defuses what a spreadsheet would run as a formula, and keeps negative numbers", () => {
  expect(csvText([["=1+1", "@x", -3]])).toBe("\uFEFF'=1+1,'@x,-3\r\n");
});

it("leaves a missing figure empty, not zero", () => {
  expect(csvText([["海港区", null]])).toBe("\uFEFF海港区,\r\n");
});
