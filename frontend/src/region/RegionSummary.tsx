import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import type { MeasuresFragment } from "../gql/graphql";
import { FigureLink } from "../madeof/FigureLink";
import type { Period } from "../time/periods";
import { ChangeSign } from "./ChangeSign";
import { showReading } from "./figures";
import { Beside } from "./MeasureTable";
import { besides, difference, type Measure, reading } from "./measures";

type Props = {
  code: string;
  period: Period;
  current: MeasuresFragment;
  compared: MeasuresFragment | null | undefined;
  chosen: Measure;
  choose: (measure: Measure) => void;
};

/** One card a measure; pressing a card makes it the measure that the charts draw, and below it opens its cases. */
export function RegionSummary({ code, period, current, compared, chosen, choose }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
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
            <span className="card-name">{words.measure(measure.key)}</span>
            <span className="card-value">{showReading(reading(current, measure), measure)}</span>
            {compared && <ChangeSign change={difference(current, compared, measure)} measure={measure} />}
          </button>
          <div className="card-opens">
            <FigureLink figure={measure.opens} place={{ code }} period={period} value={reading(current, measure)}>
              {reading(current, measure) ? t("madeOf.open") : null}
            </FigureLink>
            <Beside current={current} measure={measure} place={{ code }} period={period} />
          </div>
        </li>
      ))}
    </ul>
  );
}
