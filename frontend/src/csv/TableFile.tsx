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
  /** Nothing while the table is still read: the button keeps its place. */
  rows: (() => Cell[][]) | undefined;
};

/** The table that is shown, as a file: what it is, for which period, as of when, and in a demo its mark. */
export function TableFile({ title, period, compared, asOf, head, rows }: Props) {
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
  return (
    <Space.Compact className="no-print">
      <Button
        icon={<DownloadOutlined aria-hidden />}
        aria-label={t("export.of", { table: title })}
        disabled={!rows}
        onClick={() => rows && download(`${name}.csv`, csvText(lines(rows())))}
      >
        {t("export.csv")}
      </Button>
      <Button
        aria-label={t("export.asXlsx", { table: title })}
        disabled={!rows}
        onClick={async () => rows && save(`${name}.xlsx`, await xlsxFile(lines(rows())))}
      >
        {t("export.xlsx")}
      </Button>
    </Space.Compact>
  );
}
