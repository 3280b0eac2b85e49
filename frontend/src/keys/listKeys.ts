const LISTS = ".list-table, .queue, .notices, .documents";
const STEPS: Record<string, number> = { j: 1, k: -1 };
const SEARCH = ".page .filters input, .page .desk-search input";

/** What a key does to the lists of the page; false when it means nothing here. */
export function pressed(key: string, page: ParentNode): boolean {
  const by = STEPS[key];
  if (by !== undefined) return move(page, by);
  if (key === "[" || key === "]") return click(page.querySelector<HTMLElement>(`[data-key="${key}"]`));
  if (key === "/") return focus(page.querySelector<HTMLElement>(SEARCH));
  return false;
}

/** To the next or previous row of the list that has the focus, or into the first one; never past its ends. */
function move(page: ParentNode, by: number): boolean {
  const lists = [...page.querySelectorAll(LISTS)].filter((list) => openers(list).length > 0);
  const list = lists.find((one) => one.contains(document.activeElement)) ?? lists[0];
  if (!list) return false;
  const rows = openers(list);
  const here = rows.findIndex((opener) => rowOf(opener)?.contains(document.activeElement));
  return focus(rows[Math.min(Math.max(here + by, 0), rows.length - 1)] ?? null);
}

/** The first thing of each row that can be pressed: it opens the row. */
function openers(list: Element): HTMLElement[] {
  const rows = [...list.querySelectorAll("tbody tr, li")];
  return rows.flatMap((row) => row.querySelector<HTMLElement>("a[href], button:not(:disabled)") ?? []);
}

function rowOf(opener: Element): Element | null {
  return opener.closest("tr, li");
}

function focus(one: HTMLElement | null): boolean {
  one?.focus();
  return one !== null;
}

function click(one: HTMLElement | null): boolean {
  one?.click();
  return one !== null;
}
