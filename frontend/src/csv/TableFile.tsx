import { DownloadOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import type { Period } from "../time/periods";
import { showMoment } from "../time/shanghai";
import { type Cell, csvText, download, save } from "./csv";
import { xlsxFile } from "./xlsx";

type Props = {
  title: string;
  period: Period;
  compared?: Period | undefined;
  asOf?: string | undefined;
  head: string[];
  /**
   * Nothing while the table is still read: the button keeps its place. One that is read when it is asked for answers
   * later, or with nothing when it could not be read, and says so itself.
   */
  rows: (() => Cell[][] | Promise<Cell[][] | undefined>) | undefined;
  /** What is done meanwhile. */
  reading?: string | undefined;
};

/** The table that is shown, as a file: what it is, for which period, as of when, and in a demo its mark. */
export function TableFile({ title, period, compared, asOf, head, rows, reading }: Props) {
  const { t } = useTranslation();
  const { isDemo } = useMe();
  const name = `${title}-${period.from}-${period.to}`;
  const lines = (found: Cell[][]): Cell[][] => [
    ...(isDemo ? [[t("app.demoMark")]] : []),
    [title, `${period.from} ~ ${period.to}`],
    ...(compared ? [[t("region.comparedWith"), `${compared.from} ~ ${compared.to}`]] : []),
    ...(asOf ? [[t("region.asOf"), showMoment(asOf)]] : []),
    head,
    ...found,
  ];
  const take = async (make: (lines: Cell[][]) => void | Promise<void>) => {
    const found = await rows?.();
    if (found) await make(lines(found));
  };
  return (
    <Space.Compact className="no-print">
      <Button
        icon={<DownloadOutlined aria-hidden />}
        aria-label={t("export.of", { table: title })}
        disabled={!rows}
        loading={reading !== undefined}
        onClick={() => take((found) => download(`${name}.csv`, csvText(found)))}
      >
        {reading ?? t("export.csv")}
      </Button>
      <Button
        aria-label={t("export.asXlsx", { table: title })}
        disabled={!rows || reading !== undefined}
        onClick={() => take(async (found) => save(`${name}.xlsx`, await xlsxFile(found)))}
      >
        {t("export.xlsx")}
      </Button>
    </Space.Compact>
  );
}
