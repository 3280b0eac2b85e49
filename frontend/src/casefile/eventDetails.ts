import { showMoment } from "../time/shanghai";
import type { Move } from "./MoveList";

export type DetailValue = string | string[];

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** The detail's members as words; empty members are left out. A list of papers becomes one line a paper. */
export function detailOf(json: string): [string, DetailValue][] {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== "object" || parsed === null) return [];
  return (
    Object.entries(parsed)
      // The key of a person is for machines; the name stands beside it.
      .filter(([key, value]) => key !== "handler" && key !== "dates" && value !== null && value !== "")
      .map(([key, value]) => [key, Array.isArray(value) ? value.map(line) : line(value)])
  );
}

/** The dates that a change of the calendar moved, each before and after. */
export function movesOf(json: string): Move[] {
  const { dates = [] } = (JSON.parse(json) ?? {}) as { dates?: { clock: string; was: string; due_at: string }[] };
  return dates.map(({ clock, was, due_at }) => ({ clock, was, dueAt: due_at }));
}

function line(value: unknown): string {
  if (typeof value === "string") return MOMENT.test(value) ? showMoment(value) : value;
  if (isPaper(value)) return `${value.material}: ${value.defect}`;
  if (typeof value === "object" && value !== null) return Object.values(value).map(line).join(": ");
  return String(value);
}

/** The server's JSON orders members by its own rules, so a paper's two are named. */
function isPaper(value: unknown): value is { material: string; defect: string } {
  return typeof value === "object" && value !== null && "material" in value && "defect" in value;
}
