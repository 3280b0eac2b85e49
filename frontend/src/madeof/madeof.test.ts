import { describe, expect, it } from "vitest";
import { MEASURES } from "../region/measures";
import { figurePath, readFigure } from "./figurePath";
import { FIGURES } from "./figures";

const OCTOBER = { from: "2026-10-01", to: "2026-10-31" };

describe("a number", () => {
  it("of a region opens its split, and of a hall's own its cases", () => {
    const days = "figureFrom=2026-10-01&figureTo=2026-10-31";
    expect(figurePath("LATE", { code: "1303" }, OCTOBER)).toBe(`/regions/1303/made-of?figure=LATE&${days}`);
    const own = { code: "130324", isOwn: true, item: "DEMO-03" };
    expect(figurePath("LATE", own, OCTOBER)).toBe(`/halls/130324/cases?figure=LATE&${days}&item=DEMO-03`);
  });

  it("is read from an address as it was written, and not from half of one", () => {
    const address = (path: string) => new URLSearchParams(path.split("?")[1]);
    for (const figure of FIGURES) {
      expect(readFigure(address(figurePath(figure, { code: "13" }, OCTOBER)))).toEqual({ figure, ...OCTOBER });
    }
    expect(readFigure(new URLSearchParams("figure=LATE"))).toBeUndefined();
    expect(
      readFigure(new URLSearchParams("figure=toString&figureFrom=2026-10-01&figureTo=2026-10-31")),
    ).toBeUndefined();
    expect(readFigure(new URLSearchParams("figure=LATE&figureFrom=2026-10-31&figureTo=2026-10-01"))).toBeUndefined();
  });

  it("stands behind every measure that a page shows", () => {
    for (const { opens, whole, kind } of MEASURES) {
      expect(FIGURES).toContain(opens);
      expect(whole !== undefined).toBe(kind !== "count");
    }
  });
});
