import { useTranslation } from "react-i18next";
import { showChange } from "./figures";
import { type Measure, verdictOf } from "./measures";

/** A difference with its sign, and, where more is good or bad, the word for it beside the colour. */
export function ChangeSign({ change, measure }: { change: number | null; measure: Measure }) {
  const { t } = useTranslation();
  if (change === null) return <span className="change change-neutral">{showChange(change, measure)}</span>;
  const verdict = verdictOf(change, measure);
  const isJudged = verdict === "better" || verdict === "worse";
  return (
    <span className={`change change-${verdict}`}>
      {showChange(change, measure)}
      {isJudged && <span className="change-word">{t(`change.${verdict}`)}</span>}
    </span>
  );
}
