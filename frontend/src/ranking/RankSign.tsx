import { useTranslation } from "react-i18next";
import type { RankedHallFragment } from "../gql/graphql";

/** The place and how it moved, in a sign and in words; who is not ranked is told why. */
export function RankSign({ hall, minimum, isCompared }: Props) {
  const { t } = useTranslation();
  const { rank, rankBefore, standing } = hall;
  if (rank == null) return <span className="quiet">{t(`ranking.standing.${standing}`, { minimum })}</span>;
  return (
    <>
      <strong className="rank">{rank}</strong>
      {isCompared && (
        <span className="rank-move">{rankBefore == null ? t("ranking.newly") : t(...moved(rankBefore - rank))}</span>
      )}
    </>
  );
}

type Props = { hall: RankedHallFragment; minimum: number; isCompared: boolean };

function moved(places: number): ["ranking.up" | "ranking.down" | "ranking.stayed", { places: number }] {
  if (places === 0) return ["ranking.stayed", { places }];
  return places > 0 ? ["ranking.up", { places }] : ["ranking.down", { places: -places }];
}
