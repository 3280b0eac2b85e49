import type { Cell } from "./csv";

/** A table as one sheet: numbers stay numbers, and a text is never a formula. Loaded when it is asked for. */
export async function xlsxFile(rows: Cell[][]): Promise<Blob> {
  const { default: write } = await import("write-excel-file/universal");
  const cells = rows.map((row) =>
    row.map((value) => (value === null ? null : { value, type: typeof value === "number" ? Number : String })),
  );
  return write(cells).toBlob();
}
