export type Cell = string | number | null;

/** Tables as CSV that spreadsheets open rightly: byte order mark, CRLF, and no cell that starts a formula. */
export function csvText(rows: Cell[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // A text that begins like a formula would be run by the spreadsheet of whoever opens the file.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Figures of a file with four digits: a rate of 0.0456 is the page's 4.56 %. */
export function figure(value: number | null | undefined): number | null {
  return value == null ? null : Math.round(value * 10_000) / 10_000;
}

export function download(name: string, text: string): void {
  save(name, new Blob([text], { type: "text/csv;charset=utf-8" }));
}

export function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
