import type { Lamp } from "../gql/graphql";

/** The looks of all pages. No colour, type size or radius is written anywhere else; `literals.test.ts` holds that. */
export type Tint = "light" | "dark";

const light = {
  ground: "#f3f5f8",
  surface: "#ffffff",
  raised: "#ffffff",
  line: "#d5dae2",
  text: "#1f2430",
  quiet: "#535a66",
  brand: "#0b3a66",
  "on-brand": "#ffffff",
  "on-brand-hover": "#ffffff29",
  "focus-on-brand": "#ffd666",
  accent: "#0b5394",
  "accent-soft": "#e8f1fa",
  "row-here": "#e8f1fa",
  "on-accent": "#ffffff",
  link: "#0958d9",
  "link-hover": "#003eb3",
  focus: "#1677ff",
  good: "#1f6b08",
  bad: "#a8071a",
  caution: "#874d00",
  "on-strong": "#ffffff",
  "lamp-green": "#1f6b08",
  "lamp-yellow": "#874d00",
  "lamp-yellow-shape": "#c07c00",
  "lamp-red": "#a8071a",
  "lamp-paused": "#434a56",
  "lamp-no-data": "#434a56",
  "off-day": "#f3f5f8",
  "off-day-stripe": "#e6e9ee",
  "chart-main": "#0b5394",
  "chart-compared": "#aab4c2",
  "chart-axis": "#4a5160",
  "chart-grid": "#e3e7ed",
  "map-1": "#eff3ff",
  "map-2": "#bdd7e7",
  "map-3": "#6baed6",
  "map-4": "#3182bd",
  "map-5": "#08519c",
  "map-line": "#38404d",
  "map-absent": "#c9cdd4",
  "map-hatch": "#7a7f8c",
  mark: "#0000001a",
  shadow: "#0b3a6638",
};

export type ColourName = keyof typeof light;

const dark: Record<ColourName, string> = {
  ground: "#0f1318",
  surface: "#181d24",
  raised: "#222932",
  line: "#3a434f",
  text: "#e4e8ee",
  quiet: "#aeb7c3",
  brand: "#0a2947",
  "on-brand": "#ffffff",
  "on-brand-hover": "#ffffff29",
  "focus-on-brand": "#ffd666",
  accent: "#6fb1f2",
  "accent-soft": "#1b3450",
  "row-here": "#1b2c40",
  "on-accent": "#0b1623",
  link: "#7dbaf7",
  "link-hover": "#a9d2fb",
  focus: "#69b1ff",
  good: "#7fd35f",
  bad: "#ff8f88",
  caution: "#f0b849",
  "on-strong": "#0b1623",
  "lamp-green": "#7fd35f",
  "lamp-yellow": "#f0b849",
  "lamp-yellow-shape": "#f0b849",
  "lamp-red": "#ff8f88",
  "lamp-paused": "#c0c7d1",
  "lamp-no-data": "#c0c7d1",
  "off-day": "#181d24",
  "off-day-stripe": "#272e38",
  "chart-main": "#6fb1f2",
  "chart-compared": "#5d6a7a",
  "chart-axis": "#aeb7c3",
  "chart-grid": "#2c343e",
  "map-1": "#1b2b3d",
  "map-2": "#1f4a75",
  "map-3": "#3a7ab5",
  "map-4": "#76b0e4",
  "map-5": "#cfe6fb",
  "map-line": "#8b96a5",
  "map-absent": "#4a525d",
  "map-hatch": "#8b96a5",
  mark: "#ffffff17",
  shadow: "#00000080",
};

export const COLOURS: Record<Tint, Record<ColourName, string>> = { light, dark };

/** Pixels. */
export const SIZES = {
  "space-1": 4,
  "space-2": 8,
  "space-3": 12,
  "space-4": 16,
  "space-5": 24,
  "space-6": 40,
  "radius-small": 3,
  radius: 4,
  "radius-large": 6,
  "type-tiny": 11,
  "type-small": 12,
  "type-quiet": 13,
  "type-body": 14,
  "type-h3": 15,
  "type-h2": 16,
  "type-icon": 18,
  "type-brand": 20,
  "type-h1": 22,
  "type-wall": 40,
  "map-label": 24,
  sign: 48,
} as const;

export const FONT =
  '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, sans-serif';

/** A lamp is a colour, a shape and a word (`lamp.…` of the catalogue): disc, triangle, octagon, two bars and a ring. */
export const LAMPS: Record<Lamp, { colour: ColourName; fill: ColourName; shape: string; word: `lamp.${Lamp}` }> = {
  GREEN: {
    colour: "lamp-green",
    fill: "lamp-green",
    shape: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
    word: "lamp.GREEN",
  },
  YELLOW: {
    colour: "lamp-yellow",
    fill: "lamp-yellow-shape",
    shape: "M8 1 15.500 14.500H.5z",
    word: "lamp.YELLOW",
  },
  RED: {
    colour: "lamp-red",
    fill: "lamp-red",
    shape: "M5 .8h6L15.200 5v6L11 15.200H5L.8 11V5z",
    word: "lamp.RED",
  },
  PAUSED: {
    colour: "lamp-paused",
    fill: "lamp-paused",
    shape: "M3 2h3.600v12H3zM9.400 2H13v12H9.400z",
    word: "lamp.PAUSED",
  },
  NO_DATA: {
    colour: "lamp-no-data",
    fill: "lamp-no-data",
    shape: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9z",
    word: "lamp.NO_DATA",
  },
};

/** The tokens as CSS variables. Paper is white: print has the light ones whatever the screen shows. */
export function tokenCss(): string {
  const colours = (tint: Tint) => Object.entries(COLOURS[tint]).map(([name, value]) => `--${name}:${value}`);
  const sizes = Object.entries(SIZES).map(([name, value]) => `--${name}:${value}px`);
  const base = [...colours("light"), ...sizes, `--font:${FONT}`, "color-scheme:light"].join(";");
  const night = [...colours("dark"), "color-scheme:dark"].join(";");
  return `:root{${base}}@media screen{:root[data-tint="dark"]{${night}}}body{background:var(--ground)}`;
}
