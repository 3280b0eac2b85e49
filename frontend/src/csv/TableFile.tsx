import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import type { Period } from "../time/periods";
import { showMoment } from "../time/shanghai";
import { type Cell, csvText, download } from "./csv";

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
  const write = () => {
    if (!rows) return;
    const lines: Cell[][] = [
      ...(isDemo ? [[t("app.demoMark")]] : []),
      [title, `${period.from} ~ ${period.to}`],
      ...(compared ? [[t("region.comparedWith"), `${compared.from} ~ ${compared.to}`]] : []),
      ...(asOf ? [[t("region.asOf"), showMoment(asOf)]] : []),
      head,
      ...rows(),
    ];
    download(`${title}-${period.from}-${period.to}.csv`, csvText(lines));
  };
  return (
    <Button
      className="no-print"
      icon={<DownloadOutlined aria-hidden />}
      aria-label={t("export.of", { table: title })}
      disabled={!rows}
      onClick={write}
    >
      {t("export.csv")}
    </Button>
  );
}
