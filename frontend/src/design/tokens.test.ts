import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COLOURS, type ColourName, LAMPS, type Tint, tokenCss } from "./tokens";

const FILES = [
  "index.html",
  ...below("public", /\.js$/),
  ...below("src", /\.(css|tsx?)$/).filter((path) => !/\.test\.tsx?$|^src\/gql\/|design\/tokens\.ts$/.test(path)),
];
const NAMED =
  "black|white|red|green|blue|gray|grey|yellow|orange|purple|cyan|magenta|gold|lime|navy|silver|maroon|teal|volcano|geekblue";
const COLOUR = [
  /#[\da-f]{3,8}\b/i,
  /\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\(/i,
  new RegExp(`(?:color|background|fill|stroke|border|shadow)[\\w-]*\\s*[:=]\\s*[{"']*[^;"']*\\b(?:${NAMED})\\b`, "i"),
];
const SIZE = /(?:font-size|border-radius)\s*:\s*[^;]*\d(?:px|rem|em)|(?:fontSize|borderRadius)\s*[:=]\s*["{]*\d/;

function below(folder: string, wanted: RegExp): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => wanted.test(path)).map((path) => join(folder, path));
}

function literals(path: string, text: string): string[] {
  const lines = text.split("\n").map((line, place) => ({ line, at: `${path}:${place + 1}` }));
  return lines
    .filter(({ line }) => [...COLOUR, SIZE].some((pattern) => pattern.test(line)))
    .map(({ line, at }) => `${at} ${line.trim()}`);
}

describe("colours, type sizes and radii", () => {
  it("are written in tokens.ts and nowhere else", () => {
    expect(FILES).toContain("src/app/page.css");
    expect(FILES).toContain("public/tint.js");
    expect(FILES.flatMap((path) => literals(path, readFileSync(path, "utf8")))).toEqual([]);
  });

  it("would be caught if they were", () => {
    const found = ["a { color: #fff; }", "background: rgb(1 2 3)", '<Tag color="red">', "border: 1px solid white;"];
    expect(found.flatMap((line) => literals("x", line))).toHaveLength(4);
    expect(["font-size: 12px;", "border-radius: 3px;"].flatMap((line) => literals("x", line))).toHaveLength(2);
    expect(literals("x", "color: var(--text); /* white */")).toEqual([]);
  });

  it("are variables that exist", () => {
    const known = new Set([...tokenCss().matchAll(/--([\w-]+):/g)].map((match) => match[1]));
    const asked = FILES.flatMap((path) => [...readFileSync(path, "utf8").matchAll(/var\(--([a-z][\w-]*)\)/g)]);
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.map((match) => match[1]).filter((name) => !known.has(name))).toEqual([]);
  });
});

/** WCAG 2.2, 1.4.3 (text, 4.5) and 1.4.11 (parts of a picture, 3). */
describe.each(["light", "dark"] as const)("in %s", (tint) => {
  const TEXTS: ColourName[] = ["text", "quiet", "accent", "link", "link-hover", "good", "bad", "caution"];
  const lampTexts = Object.values(LAMPS).map(({ colour }) => colour);
  const grounds: ColourName[] = ["ground", "surface", "raised"];
  const pairs: [ColourName, ColourName, number][] = [
    ...[...TEXTS, ...lampTexts, "chart-axis" as const].flatMap((text) =>
      grounds.map((ground): [ColourName, ColourName, number] => [text, ground, 4.5]),
    ),
    ...Object.values(LAMPS).map(({ fill }): [ColourName, ColourName, number] => [fill, "surface", 3]),
    ["text", "accent-soft", 4.5],
    ...TEXTS.map((text): [ColourName, ColourName, number] => [text, "row-here", 4.5]),
    ["quiet", "off-day-stripe", 4.5],
    ["on-brand", "brand", 4.5],
    ["on-accent", "accent", 4.5],
    ["on-strong", "bad", 4.5],
    ["on-strong", "caution", 4.5],
    ["focus", "surface", 3],
    ["focus-on-brand", "brand", 3],
    ["chart-main", "surface", 3],
  ];

  it.each(pairs)("%s on %s has a contrast of %d", (text, ground, least) => {
    expect(contrast(tint, text, ground)).toBeGreaterThanOrEqual(least);
  });
});

function contrast(tint: Tint, one: ColourName, other: ColourName): number {
  const [light, dark] = [one, other].map((name) => luminance(COLOURS[tint][name])).sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((place) => {
    const part = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
