import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classOf, mapClasses, shadeOf } from "./mapClasses";
import { type Boundaries, drawing } from "./mapShapes";
import { sparkline } from "./sparkPath";

describe("classes of a map", () => {
  it("are one for each value while there are few", () => {
    expect(mapClasses([0.2, 0, 0.2, 0.1])).toEqual([
      { low: 0, high: 0 },
      { low: 0.1, high: 0.1 },
      { low: 0.2, high: 0.2 },
    ]);
    expect(mapClasses([])).toEqual([]);
  });

  it("hold as many values each, and one far value leaves the others told apart", () => {
    const classes = mapClasses([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]);
    expect(classes).toEqual([
      { low: 1, high: 2 },
      { low: 3, high: 4 },
      { low: 5, high: 6 },
      { low: 7, high: 8 },
      { low: 9, high: 1000 },
    ]);
    expect([1, 4, 9, 1000].map((value) => classOf(value, classes))).toEqual([0, 1, 4, 4]);
  });

  it("never part equal values", () => {
    const classes = mapClasses([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]);
    expect(classes.filter(({ low, high }) => low <= 0 && high >= 0)).toHaveLength(1);
    expect(classes.map(({ low }) => low)).toEqual([...new Set(classes.map(({ low }) => low))]);
  });

  it("are spread over the shades", () => {
    expect([0, 1, 2].map((index) => shadeOf(index, 3))).toEqual([1, 3, 5]);
    expect(shadeOf(0, 1)).toBe(3);
  });
});

describe("a sparkline", () => {
  it("is drawn from nought to its highest and ends in a dot", () => {
    expect(sparkline([0, 1, 2])).toEqual({ path: "M3 21L48 12L93 3", last: [93, 3] });
  });

  it("has a gap where a month has no value, and no dot without a last one", () => {
    expect(sparkline([1, null, 1, null])).toEqual({ path: "M3 3M63 3", last: undefined });
  });

  it("lies on the ground when all is nought", () => {
    expect(sparkline([0, 0]).path).toBe("M3 21L93 21");
  });
});

describe("the maps that come with the pages", () => {
  const read = (name: string): Boundaries => JSON.parse(readFileSync(`public/maps/${name}`, "utf8"));

  it("draw every outline within their frame", () => {
    const files = readdirSync("public/maps");
    expect(files).toHaveLength(13);
    for (const name of files) {
      const { shapes, width, height } = drawing(read(name));
      for (const { path } of shapes) {
        const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
        expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...numbers)).toBeLessThanOrEqual(Math.max(width, height));
      }
    }
  });

  it("have all fourteen that the province compares, three counties of them as 雄安新区", () => {
    const { shapes } = drawing(read("130000.json"));
    expect(new Set(shapes.map(({ hall }) => hall)).size).toBe(14);
    expect(shapes.filter(({ hall }) => hall === "133100000000").map(({ name }) => name)).toEqual([
      "雄县",
      "容城县",
      "安新县",
    ]);
  });
});
