import { expect, it } from "vitest";
import { nextPage, oneOf, pageNumber, previousPage, withChange } from "./listAddress";

it("goes on behind the last row and counts the pages", () => {
  const second = nextPage(new URLSearchParams("level=RED"), "c50");
  expect(second.toString()).toBe("level=RED&after=c50&page=2");
  expect(nextPage(second, "c100").toString()).toBe("level=RED&after=c100&page=3");
});

it("goes back before the first row, and to the first page without a key", () => {
  const third = new URLSearchParams("level=RED&after=c100&page=3");
  const second = previousPage(third, "c101");
  expect(second.toString()).toBe("level=RED&before=c101&page=2");
  expect(nextPage(second, "c100").toString()).toBe("level=RED&page=3&after=c100");
  expect(previousPage(second, "c51").toString()).toBe("level=RED");
});

it("begins anew when a filter changes", () => {
  expect(withChange(new URLSearchParams("level=RED&after=c50&page=2"), { level: "YELLOW" }).toString()).toBe(
    "level=YELLOW",
  );
  expect(withChange(new URLSearchParams("level=RED&item=4"), { level: undefined }).toString()).toBe("item=4");
});

it("reads nonsense in the address as the first page and as no filter", () => {
  expect(pageNumber(new URLSearchParams("page=-2"))).toBe(1);
  expect(pageNumber(new URLSearchParams("page=x"))).toBe(1);
  expect(oneOf(["RED", "YELLOW"], "PURPLE")).toBeUndefined();
  expect(oneOf(["RED", "YELLOW"], "RED")).toBe("RED");
});
