/** How far a file has come; a total of 0 is not known yet. */
export type Fetched = { rows: number; total: number };

const NEWLINE = 10;

/** Reads a file of rows as it comes and counts its lines. Null when the server refuses it. */
export async function fetchFile(
  address: string,
  signal: AbortSignal,
  tell: (fetched: Fetched) => void,
): Promise<Blob | null> {
  const response = await fetch(address, { credentials: "same-origin", signal });
  if (!response.ok || !response.body) return null;
  const total = Number(response.headers.get("X-Total-Rows") ?? 0);
  const isText = response.headers.get("Content-Type")?.startsWith("text/") ?? false;
  const blocks: BlobPart[] = [];
  const reader = response.body.getReader();
  let lines = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    blocks.push(read.value);
    if (isText) lines += linesIn(read.value);
    // The header is a line as well.
    tell({ rows: Math.min(total, Math.max(0, lines - 1)), total });
  }
  return new Blob(blocks, { type: response.headers.get("Content-Type") ?? "" });
}

export function linesIn(block: Uint8Array): number {
  let found = 0;
  for (const byte of block) if (byte === NEWLINE) found += 1;
  return found;
}
