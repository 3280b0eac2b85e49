import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import { csvText, download } from "../csv/csv";
import { showMoment } from "../time/shanghai";
import type { MeasureRow } from "./measureRows";
import { besides, difference, reading } from "./measures";
import type { RegionAddress } from "./regionAddress";

type Props = { rows: MeasureRow[]; title: string; nameTitle: string; asOf: string; address: RegionAddress };

/** The table that is shown, as a file: what it is, for which period, as of when, and in a demo its mark. */
export function ExportButton({ rows, title, nameTitle, asOf, address }: Props) {
  const { t } = useTranslation();
  const { isDemo } = useMe();
  const { period, compared } = address;
  const measures = besides(address.measure);
  const write = () => {
    const span = `${period.from} ~ ${period.to}`;
    const head = [
      nameTitle,
      ...measures.flatMap(({ key }) => [
        t(`measure.${key}`),
        ...(compared ? [t("export.change", { measure: t(`measure.${key}`) })] : []),
      ]),
    ];
    const body = rows.map((row) => [
      row.tag ? `${row.name} (${t(`region.tag.${row.tag}`)})` : row.name,
      ...measures.flatMap((measure) => [
        rounded(reading(row.current, measure)),
        ...(compared ? [rounded(difference(row.current, row.compared, measure))] : []),
      ]),
    ]);
    const lines = [
      ...(isDemo ? [[t("app.demoMark")]] : []),
      [title, span],
      ...(compared ? [[t("region.comparedWith"), `${compared.from} ~ ${compared.to}`]] : []),
      [t("region.asOf"), showMoment(asOf)],
      head,
      ...body,
    ];
    download(`${title}-${period.from}-${period.to}.csv`, csvText(lines));
  };
  return (
    <Button className="no-print" icon={<DownloadOutlined aria-hidden />} onClick={write}>
      {t("export.csv")}
    </Button>
  );
}

/** Rates as fractions with four digits (0.0456 is the page's 4.56 %), counts as they are. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}
