export type Verdict = {
  index: number;
  event_id: string | null;
  status: "accepted" | "duplicate" | "rejected";
  code?: string;
  message?: string;
  field?: string;
};

/** What was found wrong, most frequent first: how often, in which member, and the first row where it is. */
export type Finding = { code: string; field: string; message: string; count: number; first: number };

export function findings(results: readonly Verdict[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const { index, status, code = "", field = "", message = "" } of results) {
    if (status !== "rejected") continue;
    const key = `${code} ${field}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { code, field, message, count: 1, first: index + 1 });
  }
  return [...found.values()].sort((one, other) => other.count - one.count || one.first - other.first);
}

/** Events out of what was pasted: a batch, a list, JSON lines, or CSV whose header names the members. Null: none. */
export function eventsIn(text: string): unknown[] | null {
  const given = text.replace(/^\uFEFF/, "").trim();
  if (given === "") return null;
  const whole = parsed(given);
  if (Array.isArray(whole)) return whole;
  if (isBatch(whole)) return whole.events;
  if (whole !== undefined) return [whole];
  const lines = given.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines[0]?.trim().startsWith("{")) return lines.map((line) => parsed(line) ?? line);
  return lines[0]?.includes("event_id") ? fromCsv(given) : null;
}

function isBatch(value: unknown): value is { events: unknown[] } {
  return typeof value === "object" && value !== null && Array.isArray((value as { events?: unknown }).events);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = csvRows(text);
  return rows.map((row) =>
    Object.fromEntries(
      header.map((name, place) => [name.trim(), row[place] ?? ""]).filter(([, value]) => value !== ""),
    ),
  );
}

/** RFC 4180: quoted cells may hold commas, line ends and doubled quotes. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (
    let match = cell.exec(text);
    match && (match[0] !== "" || cell.lastIndex < text.length);
    match = cell.exec(text)
  ) {
    const [, value = "", end] = match;
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ",") rows.push([]);
    if (cell.lastIndex >= text.length && end !== ",") break;
  }
  return rows.filter((row) => row.length > 0 && row.some((value) => value !== ""));
}
