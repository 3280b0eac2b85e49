import { useTranslation } from "react-i18next";
import type { RankedHallFragment, Standing } from "../gql/graphql";
import { showReading } from "../region/figures";
import type { Measure } from "../region/measures";
import { type MapClass, shadeOf } from "./mapClasses";

const APART: readonly Standing[] = ["TOO_FEW", "TRIAL", "NOT_CONNECTED"];

type Props = { halls: readonly RankedHallFragment[]; classes: readonly MapClass[]; measure: Measure; minimum: number };

/** What each shade and hatching means; only what is on this map. */
export function MapLegend({ halls, classes, measure, minimum }: Props) {
  const { t } = useTranslation();
  const show = (value: number) => showReading(value, measure);
  return (
    <ul className="map-legend figures" aria-label={t("map.legend")}>
      {classes.map(({ low, high }, index) => (
        <li key={high}>
          <Sample kind={`shade-${shadeOf(index, classes.length)}`} />
          {low === high ? show(low) : `${show(low)} – ${show(high)}`}
        </li>
      ))}
      {APART.filter((standing) => halls.some((hall) => hall.standing === standing)).map((standing) => (
        <li key={standing}>
          <Sample kind={standing} />
          {t(`ranking.standing.${standing}`, { minimum })}
        </li>
      ))}
    </ul>
  );
}

function Sample({ kind }: { kind: string }) {
  return (
    <svg viewBox="0 0 24 16" width="24" height="16" aria-hidden="true" focusable="false">
      <rect className={`map-shape map-${kind}`} x="1" y="1" width="22" height="14" />
    </svg>
  );
}
