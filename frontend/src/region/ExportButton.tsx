import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import { figure } from "../csv/csv";
import { TableFile } from "../csv/TableFile";
import type { MeasureRow } from "./measureRows";
import { besides, difference, reading } from "./measures";
import type { RegionAddress } from "./regionAddress";

type Props = { rows: MeasureRow[]; title: string; nameTitle: string; asOf: string; address: RegionAddress };

/** The table of measures as a file, each with its change where two periods are compared. */
export function ExportButton({ rows, title, nameTitle, asOf, address }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const { period, compared } = address;
  const measures = besides(address.measure);
  const head = [
    nameTitle,
    ...measures.flatMap(({ key }) => [
      words.measure(key),
      ...(compared ? [t("export.change", { measure: words.measure(key) })] : []),
    ]),
  ];
  const body = () =>
    rows.map((row) => [
      row.tag ? `${row.name} (${t(`region.tag.${row.tag}`)})` : row.name,
      ...measures.flatMap((measure) => [
        figure(reading(row.current, measure)),
        ...(compared ? [figure(difference(row.current, row.compared, measure))] : []),
      ]),
    ]);
  return <TableFile title={title} period={period} compared={compared} asOf={asOf} head={head} rows={body} />;
}
