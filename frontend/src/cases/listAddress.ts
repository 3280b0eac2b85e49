/** Filters and place of a list are in its address; a changed filter begins the list anew. */
export type Change = Record<string, string | null | undefined>;

export function withChange(params: URLSearchParams, change: Change): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const place of ["after", "before", "page"]) next.delete(place);
  for (const [key, value] of Object.entries(change)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return next;
}

export function nextPage(params: URLSearchParams, endCursor: string): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete("before");
  next.set("after", endCursor);
  next.set("page", String(pageNumber(params) + 1));
  return next;
}

/** The rows right before the first one shown. Page 1 is asked for by no key, so that it is full and has what is new. */
export function previousPage(params: URLSearchParams, startCursor: string): URLSearchParams {
  const page = pageNumber(params) - 1;
  if (page <= 1) return withChange(params, {});
  const previous = withChange(params, { before: startCursor });
  previous.set("page", String(page));
  return previous;
}

export function pageNumber(params: URLSearchParams): number {
  const page = Number(params.get("page"));
  return Number.isInteger(page) && page > 1 ? page : 1;
}

/** A value of the address that is one of those offered, else nothing: addresses are typed by people, too. */
export function oneOf<T extends string>(offered: readonly T[], text: string | null): T | undefined {
  return offered.find((value) => value === text);
}
