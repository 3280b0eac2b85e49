import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import { FigureLink } from "../madeof/FigureLink";
import { ListTable } from "../tables/ListTable";
import { showReading } from "./figures";
import type { Measure } from "./measures";
import { stepPeriod, type TrendPoint, type TrendQuestion } from "./trendPoints";

type Props = { code: string; measure: Measure; asked: TrendQuestion; points: TrendPoint[] };

/** The numbers that the line draws, each opening what it is made of. */
export function TrendTable({ code, measure, asked, points }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  return (
    <ListTable<TrendPoint>
      className="figures"
      aria-label={t("region.trendTable")}
      rowKey="at"
      dataSource={points}
      columns={[
        { key: "at", rowScope: "row", title: t("region.trendStep"), render: (_, { at }) => at },
        {
          key: "value",
          align: "right",
          title: words.measure(measure.key),
          render: (_, { at, value }) => (
            <FigureLink figure={measure.opens} place={{ code }} period={stepPeriod(at, asked)} value={value}>
              {showReading(value, measure)}
            </FigureLink>
          ),
        },
      ]}
    />
  );
}
