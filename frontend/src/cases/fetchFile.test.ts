import { expect, it } from "vitest";
import { linesIn } from "./fetchFile";

it("counts the lines that have ended", () => {
  expect(linesIn(new TextEncoder().encode("head\r\n1\r\n2"))).toBe(2);
});
