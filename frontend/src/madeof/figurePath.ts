import { oneOf } from "../cases/listAddress";
import type { Figure } from "../gql/graphql";
import { isDay, type Period } from "../time/periods";
import { FIGURES } from "./figures";

/** Whose figure it is: a node with all below it, or (`isOwn`) a hall's own; of an item or a department, or of all. */
export type FigurePlace = {
  code: string;
  isOwn?: boolean;
  item?: string | undefined;
  department?: string | undefined;
  /** Of a hall's own: those that passed this stage. */
  passedStage?: string;
};

/** A figure of some days, as the address of a list names it. */
export type ChosenFigure = Period & { figure: Figure };

export function readFigure(params: URLSearchParams): ChosenFigure | undefined {
  const figure = oneOf(FIGURES, params.get("figure"));
  const [from, to] = [params.get("figureFrom"), params.get("figureTo")];
  return figure && isDay(from) && isDay(to) && from <= to ? { figure, from, to } : undefined;
}

/** To these a case may add none, one or several: their lists say what each case adds. */
export const SUMMED: ReadonlySet<Figure> = new Set<Figure>([
  "YELLOW",
  "RED",
  "CORRECTIONS",
  "EVENTS",
  "CORRECTION_DAYS",
  "RECHECK_DAYS",
  "USED_DAYS",
  "SPEED_USED_DAYS",
  "STATUTORY_DAYS",
]);

/** Where the cases are that a figure is made of: a hall's own in its list of cases, else first the split by hall. */
export function figurePath(
  figure: Figure,
  { code, isOwn, item, department, passedStage }: FigurePlace,
  period: Period,
): string {
  const asked = new URLSearchParams({ figure, figureFrom: period.from, figureTo: period.to });
  if (item) asked.set("item", item);
  if (department) asked.set("department", department);
  if (passedStage !== undefined) asked.set("passedStage", passedStage);
  return `${isOwn ? `/halls/${code}/cases` : `/regions/${code}/made-of`}?${asked}`;
}
