import { beforeEach, describe, expect, it } from "vitest";
import { pressed } from "./listKeys";

const PAGE = `<main class="page"><div class="filters"><input id="search"></div>
<div class="list-table"><table><tbody><tr class="measure"><td></td></tr>
<tr><td><a href="/1" id="one">1</a> <button>more</button></td></tr><tr><td><a href="/2" id="two">2</a></td></tr>
</tbody></table></div><ul class="queue"><li><a href="/3" id="three">3</a></li></ul>
<nav class="pager"><button data-key="]" id="next">next</button></nav></main>`;
const press = (key: string) => pressed(key, document) && document.activeElement?.id;

describe("keys of lists", () => {
  beforeEach(() => {
    document.body.innerHTML = PAGE;
  });

  it("go down and up the rows and stay at the ends", () => {
    expect(["j", "j", "j", "k", "k"].map(press)).toEqual(["one", "two", "two", "one", "one"]);
  });

  it("move in the list that has the focus", () => {
    document.getElementById("three")?.focus();
    expect(press("k")).toBe("three");
  });

  it("page, search, and leave other keys alone", () => {
    let clicks = 0;
    document.getElementById("next")?.addEventListener("click", () => (clicks += 1));
    expect([pressed("]", document), clicks, pressed("[", document)]).toEqual([true, 1, false]);
    expect(press("/")).toBe("search");
    expect(pressed("x", document)).toBe(false);
  });
});
