import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import type { RankedHallFragment } from "../gql/graphql";
import { showReading } from "../region/figures";
import type { Measure } from "../region/measures";

/** What the map says of a hall, in words: for its label, and for the box beside the pointer. */
export function useHallWords(measure: Measure, minimum: number): (hall: RankedHallFragment) => string {
  const { t } = useTranslation();
  const words = useClassWords();
  return ({ name, standing, value, rank, whole, low, high }) => {
    const reading = `${words.measure(measure.key)} ${showReading(value ?? null, measure)}`;
    const parts = [name];
    if (standing === "NOT_CONNECTED") return [...parts, t("ranking.standing.NOT_CONNECTED", { minimum })].join(" · ");
    parts.push(reading);
    if (low != null && high != null)
      parts.push(t("ranking.between", { low: showReading(low, measure), high: showReading(high, measure) }));
    if (whole != null) parts.push(t("ranking.cases", { count: whole }));
    parts.push(rank != null ? t("ranking.place", { rank }) : t(`ranking.standing.${standing}`, { minimum }));
    return parts.join(" · ");
  };
}
