import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import { figure } from "../csv/csv";
import { TableFile } from "../csv/TableFile";
import type { RankedHallFragment } from "../gql/graphql";
import type { Measure } from "../region/measures";
import type { RegionAddress } from "../region/regionAddress";

type Props = {
  /** None while they are still read. */
  halls: readonly RankedHallFragment[] | undefined;
  measure: Measure;
  minimum: number;
  title: string;
  asOf: string | undefined;
  address: RegionAddress;
};

/** The ranking as a file, with the last thirteen months of each hall, a month a column. */
export function RankingFile({ halls, measure, minimum, title, asOf, address: { period, compared } }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const months = halls?.[0]?.months.map(({ month }) => month.slice(0, 7)) ?? [];
  const head = [
    t("ranking.rank"),
    ...(compared ? [t("ranking.rankBefore")] : []),
    t("export.code"),
    t("region.name"),
    words.measure(measure.key),
    ...(compared ? [t("export.change", { measure: words.measure(measure.key) })] : []),
    t("ranking.whole"),
    t("ranking.low"),
    t("ranking.high"),
    t("ranking.percentile"),
    t("ranking.peers"),
    t("ranking.standingTitle"),
    ...months,
  ];
  const rows = (found: readonly RankedHallFragment[]) =>
    found.map((hall) => [
      hall.rank ?? null,
      ...(compared ? [hall.rankBefore ?? null] : []),
      hall.code,
      hall.name,
      figure(hall.value),
      ...(compared ? [hall.value == null || hall.compared == null ? null : figure(hall.value - hall.compared)] : []),
      hall.whole ?? null,
      figure(hall.low),
      figure(hall.high),
      hall.percentile ?? null,
      hall.peers,
      t(`ranking.standing.${hall.standing}`, { minimum }),
      ...hall.months.map(({ value }) => figure(value)),
    ]);
  return (
    <TableFile
      title={title}
      period={period}
      compared={compared}
      asOf={asOf}
      head={head}
      rows={halls && (() => rows(halls))}
    />
  );
}
