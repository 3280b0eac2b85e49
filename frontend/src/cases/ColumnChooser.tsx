import { DownOutlined, TableOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../app/useAddress";
import { ALWAYS, COLUMNS, type Column, columnsOf, columnsText, moved, toggled, USUAL } from "./columns";
import { columnTitle } from "./columnTitle";

/** Which columns the list and its file have, and in which order; the address keeps it, and so does a kept list. */
export function ColumnChooser() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ key }: KeyboardEvent) => key === "Escape" && setOpen(false);
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [isOpen]);
  return (
    <Popover trigger="click" placement="bottomRight" open={isOpen} onOpenChange={setOpen} content={<ColumnList />}>
      <Button icon={<TableOutlined aria-hidden />} aria-expanded={isOpen}>
        {t("columns.open")}
      </Button>
    </Popover>
  );
}

function ColumnList() {
  const { t } = useTranslation();
  const [params, readdress] = useAddress();
  const shown = columnsOf(params);
  const change = (changed: (columns: readonly Column[]) => readonly Column[]) =>
    readdress(
      (now) => {
        const text = columnsText(changed(columnsOf(now)));
        if (text === null) now.delete("columns");
        else now.set("columns", text);
        return now;
      },
      { replace: true },
    );
  const offered = [...shown, ...COLUMNS.filter((column) => !shown.includes(column))];
  return (
    <section className="columns" aria-label={t("columns.open")}>
      <ul>
        {offered.map((column) => {
          const title = t(columnTitle(column));
          const place = shown.indexOf(column);
          return (
            <li key={column}>
              <Checkbox
                checked={place >= 0}
                disabled={column === ALWAYS}
                onChange={() => change((now) => toggled(now, column))}
              >
                {title}
              </Checkbox>
              {place >= 0 && (
                <span>
                  <Button
                    size="small"
                    type="text"
                    icon={<UpOutlined aria-hidden />}
                    aria-label={t("columns.earlier", { column: title })}
                    disabled={place === 0}
                    onClick={() => change((now) => moved(now, column, -1))}
                  />
                  <Button
                    size="small"
                    type="text"
                    icon={<DownOutlined aria-hidden />}
                    aria-label={t("columns.later", { column: title })}
                    disabled={place === shown.length - 1}
                    onClick={() => change((now) => moved(now, column, 1))}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Button size="small" onClick={() => change(() => USUAL)}>
        {t("columns.usual")}
      </Button>
    </section>
  );
}
