import { Alert, Segmented, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import type { WhyQuery } from "../gql/graphql";
import { FigureLink } from "../madeof/FigureLink";
import { showChange, showReading } from "../region/figures";
import { type Measure, verdictOf } from "../region/measures";

import type { Period } from "../time/periods";

export type Explained = NonNullable<WhyQuery["hall"]>["change"][number];
type Props = {
  explained: Explained;
  measure: Measure;
  measures: readonly Measure[];
  code: string;
  before: Period;
  after: Period;
  choose: (measure: Measure) => void;
};

/** Then and now, how much of the change is change itself and how much is mix, and the innocent readings. */
export function WhyHead({ explained, measure, measures, code, choose, ...periods }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const { before, after, total, within, mix, readings, minimum, expected, comparable, comparableWhole } = explained;
  const show = (value: number | null | undefined) => showReading(value ?? null, measure);
  const opening = (period: Period, value: number | null | undefined) => (
    <FigureLink figure={measure.opens} place={{ code }} period={period} value={value}>
      {show(value)}
    </FigureLink>
  );
  const verdict = total == null ? "neutral" : verdictOf(total, measure);
  return (
    <>
      <Segmented
        className="no-print"
        aria-label={t("region.measure")}
        value={measure.key}
        options={measures.map(({ key }) => ({ value: key, label: words.measure(key) }))}
        onChange={(key) => {
          const chosen = measures.find((known) => known.key === key);
          if (chosen) choose(chosen);
        }}
      />
      <div className="why-figures">
        <Statistic title={t("why.before")} valueRender={() => opening(periods.before, before)} />
        <Statistic title={t("why.after")} valueRender={() => opening(periods.after, after)} />
        <Statistic title={t(`why.verdict.${verdict}`)} value={showChange(total ?? null, measure)} />
        <Statistic title={t("why.within")} value={showChange(total == null ? null : within, measure)} />
        <Statistic title={t("why.mix")} value={showChange(total == null ? null : mix, measure)} />
      </div>
      {expected != null && (
        <p className="figures">
          {t("why.expected", {
            expected: show(expected),
            comparable: show(comparable),
            count: comparableWhole ?? 0,
          })}
        </p>
      )}
      {readings.map((reading) => (
        <Alert
          key={reading}
          type="info"
          showIcon
          className="why-note"
          title={t(`why.reading.${reading}`, { minimum })}
        />
      ))}
    </>
  );
}
