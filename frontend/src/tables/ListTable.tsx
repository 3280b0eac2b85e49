import { Table, type TableProps } from "antd";
import { useEffect, useRef } from "react";
import type { ListColumn } from "./columns";
import "./tables.css";

type Props<Row> = Omit<TableProps<Row>, "columns"> & {
  columns: (ListColumn<Row> | NonNullable<TableProps<Row>["columns"]>[number])[];
  "aria-label": string;
};

/** A table that the keyboard can scroll sideways where it is wider than its place; `aria-label` says what it lists. */
export function ListTable<Row extends object>({ columns, ...props }: Props<Row>) {
  const place = useRef<HTMLDivElement>(null);
  const label = props["aria-label"];
  useEffect(() => {
    const scroller = place.current?.querySelector<HTMLElement>(".ant-table-content");
    if (!scroller) return;
    const follow = () => {
      if (scroller.scrollWidth > scroller.clientWidth) {
        scroller.tabIndex = 0;
        scroller.setAttribute("role", "group");
        scroller.setAttribute("aria-label", label);
      } else for (const name of ["tabindex", "role", "aria-label"]) scroller.removeAttribute(name);
    };
    const observer = new ResizeObserver(follow);
    observer.observe(scroller);
    for (const table of scroller.children) observer.observe(table);
    return () => observer.disconnect();
  }, [label]);
  return (
    <div ref={place} className="list-table">
      <Table<Row> size="small" pagination={false} columns={columns.map(drawn)} {...props} />
    </div>
  );
}

function drawn<Row>(column: Props<Row>["columns"][number]) {
  if (!("text" in column)) return column;
  const { text, ...rest } = column;
  return rest.render || !text ? rest : { ...rest, render: (_: unknown, row: Row) => text(row) };
}
