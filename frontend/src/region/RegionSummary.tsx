import { useTranslation } from "react-i18next";
import type { MeasuresFragment } from "../gql/graphql";
import { ChangeSign } from "./ChangeSign";
import { showReading } from "./figures";
import { besides, difference, type Measure, reading, watched } from "./measures";

type Props = {
  current: MeasuresFragment;
  compared: MeasuresFragment | null | undefined;
  chosen: Measure;
  choose: (measure: Measure) => void;
};

/** One card a measure; pressing a card makes it the measure that the charts draw. */
export function RegionSummary({ current, compared, chosen, choose }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="cards" aria-label={t("region.summary")}>
      {besides(chosen).map((measure) => (
        <li key={measure.key}>
          <button
            type="button"
            className="card figures"
            aria-pressed={measure.key === chosen.key}
            onClick={() => choose(measure)}
          >
            <span className="card-name">{t(`measure.${measure.key}`)}</span>
            <span className="card-value">{showReading(reading(current, measure), measure)}</span>
            {watched(current, measure.key).map(([kind, count]) => (
              <span key={kind} className="quiet beside">
                {t(`region.beside.${kind}`, { count })}
              </span>
            ))}
            {compared && <ChangeSign change={difference(current, compared, measure)} measure={measure} />}
          </button>
        </li>
      ))}
    </ul>
  );
}
