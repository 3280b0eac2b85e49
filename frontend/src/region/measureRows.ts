import type { ByItemQuery, MeasuresFragment, NodeFragment, RegionQuery } from "../gql/graphql";
import type { FigurePlace } from "../madeof/figurePath";
import { hasData, measureOf, reading } from "./measures";
import type { Sort } from "./regionAddress";

/** One line of any table of measures: a region, an item or a department. */
export type MeasureRow = {
  key: string;
  name: string;
  path: string | undefined;
  tag: "notConnected" | "trial" | undefined;
  /** Whose figures these are: what the numbers open. */
  place: FigurePlace;
  link?: Link;
  current: MeasuresFragment | null;
  compared: MeasuresFragment | null;
};

export type Link = NodeFragment["link"];
type Region = NonNullable<RegionQuery["hall"]>;
type Part = NonNullable<ByItemQuery["hall"]>["current"][number];

/** The children, and first the hall's own cases where it has some, so that the column adds up to the cards. */
export function regionRows(region: Region, ownName: string, search: string): MeasureRow[] {
  const children = region.children.map((child): MeasureRow => {
    const isKnown = hasData(child, child.current, child.compared);
    return {
      key: child.code,
      name: child.name,
      path: `/regions/${child.code}?${search}`,
      tag: isKnown ? (child.state === "TRIAL" ? "trial" : undefined) : "notConnected",
      link: child.link,
      place: { code: child.code },
      current: isKnown ? child.current : null,
      compared: isKnown ? (child.compared ?? null) : null,
    };
  });
  if (!region.isProvisioned || children.length === 0) return children;
  const own: MeasureRow = {
    key: `own-${region.code}`,
    name: ownName,
    path: `/halls/${region.code}/cases`,
    tag: undefined,
    place: { code: region.code, isOwn: true },
    current: region.own,
    compared: region.ownCompared ?? null,
  };
  return [own, ...children];
}

/** Items or departments of the period; what only the compared period had comes after, without current figures. */
export function partRows(
  current: Part[],
  compared: Part[] | null | undefined,
  path: (key: string) => string,
  place: (key: string) => FigurePlace,
): MeasureRow[] {
  const before = new Map(compared?.map((part) => [part.key, part]));
  const rows = current.map((part) => partRow(part, part.rollup, before.get(part.key)?.rollup, path, place));
  const seen = new Set(current.map((part) => part.key));
  const gone = (compared ?? []).filter((part) => !seen.has(part.key));
  return [...rows, ...gone.map((part) => partRow(part, null, part.rollup, path, place))];
}

function partRow(
  part: Part,
  current: MeasuresFragment | null,
  compared: MeasuresFragment | undefined,
  path: (key: string) => string,
  place: (key: string) => FigurePlace,
): MeasureRow {
  const { key, name } = part;
  return { key, name, path: path(key), tag: undefined, place: place(key), current, compared: compared ?? null };
}

/** The rows as the reader ordered them; what has no figure stays below every figure, whichever way they are ordered. */
export function sortedRows(rows: MeasureRow[], sort: Sort | undefined): MeasureRow[] {
  if (!sort) return rows;
  const direction = sort.order === "ascend" ? 1 : -1;
  const measure = measureOf(sort.key);
  if (!measure) return rows.toSorted((one, other) => direction * one.name.localeCompare(other.name, "zh-CN"));
  return rows.toSorted((one, other) => {
    const [left, right] = [reading(one.current, measure), reading(other.current, measure)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * (left - right);
  });
}
