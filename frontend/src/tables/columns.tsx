import type { ColumnType } from "antd/es/table";
import type { Cell } from "../csv/csv";
import { showMoment } from "../time/shanghai";

/** A column of a list: `text` is what its file says, and what the page shows where nothing else is drawn. */
export type ListColumn<Row> = ColumnType<Row> & { key: string; title: string; text?: (row: Row) => Cell };

/** A column of moments, in the file as on the page. */
export function momentColumn<Row>(
  key: string,
  title: string,
  of: (row: Row) => string | null | undefined,
  show = showMoment,
): ListColumn<Row> {
  return {
    key,
    title,
    className: "figures",
    text: (row) => {
      const at = of(row);
      return at ? show(at) : null;
    },
    render: (_, row) => {
      const at = of(row);
      return at && <time dateTime={at}>{show(at)}</time>;
    },
  };
}
