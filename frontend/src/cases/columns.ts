/** The columns that the list of cases offers; `columns` of the address names those shown, in their order. */
export const COLUMNS = [
  "lamp",
  "number",
  "item",
  "department",
  "applicant",
  "state",
  "stage",
  "submitted",
  "due",
  "channel",
  "accepted",
  "statutoryDue",
  "concluded",
] as const;
export type Column = (typeof COLUMNS)[number];

export const USUAL: readonly Column[] = COLUMNS.slice(0, 9);
/** The column that opens the case: a list without it would lead nowhere. */
export const ALWAYS: Column = "number";

/** As the file of the same address has them (`api/rest/case_columns.py`): unknown ones left out, the number always there. */
export function columnsOf(params: URLSearchParams): Column[] {
  const named = (params.get("columns") ?? "").split(",");
  const known = named.filter((name, place) => named.indexOf(name) === place && COLUMNS.some((one) => one === name));
  if (known.length === 0) return [...USUAL];
  return (known.includes(ALWAYS) ? known : [ALWAYS, ...known]) as Column[];
}

/** What the address says of them; nothing for the usual ones. */
export function columnsText(columns: readonly Column[]): string | null {
  const text = columns.join(",");
  return text === USUAL.join(",") ? null : text;
}

/** One column a place further left (-1) or right (1). */
export function moved(columns: readonly Column[], column: Column, by: -1 | 1): Column[] {
  const place = columns.indexOf(column);
  const other = columns[place + by];
  if (other === undefined) return [...columns];
  return columns.map((one) => (one === column ? other : one === other ? column : one));
}

export function toggled(columns: readonly Column[], column: Column): Column[] {
  if (column === ALWAYS) return [...columns];
  return columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column];
}
