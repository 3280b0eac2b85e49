import { expect, it } from "vitest";
import { safeNext } from "./safeNext";

it.each([
  ["/alerts?code=130300000000", "/alerts?code=130300000000"],
  [null, "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["/sign-in?next=/", "/"],
])("after signing in, %s leads to %s", (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
