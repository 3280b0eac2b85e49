import { Table, type TableProps } from "antd";
import { useEffect, useRef } from "react";
import "./tables.css";

/** A table that the keyboard can scroll sideways where it is wider than its place; `aria-label` says what it lists. */
export function ListTable<Row extends object>(props: TableProps<Row> & { "aria-label": string }) {
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
      <Table<Row> size="small" pagination={false} {...props} />
    </div>
  );
}
