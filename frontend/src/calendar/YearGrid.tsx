import { useTranslation } from "react-i18next";
import type { NamedDayFragment } from "../gql/graphql";
import { isWeekend, weeksOf } from "./monthDays";
import { useDayWords } from "./useDayWords";
import "./calendar.css";

const MONTHS = Array.from({ length: 12 }, (_, place) => place + 1);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A year by months: a word and a hatching say what a day is, besides the colour. */
export function YearGrid({ year, days }: { year: number; days: readonly NamedDayFragment[] }) {
  const { t } = useTranslation();
  const named = new Map(days.map((day) => [day.on, day]));
  return (
    <div className="year-grid figures">
      {MONTHS.map((month) => (
        <table key={month} className="month">
          <caption>{t("calendar.month", { year, month })}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((weekday) => (
                <th key={weekday} scope="col">
                  <span className="month-weekday">{t(`calendar.weekdayShort.${weekday}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week) => (
              <tr key={week.find((day) => day)}>
                {week.map((day, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the week
                  <DayCell key={place} day={day} named={day ? named.get(day) : undefined} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function DayCell({ day, named }: { day: string | null; named: NamedDayFragment | undefined }) {
  const { t } = useTranslation();
  const words = useDayWords();
  if (!day) return <td />;
  const kind = named?.kind ?? (isWeekend(day) ? "WEEKEND" : "WORKING");
  return (
    <td className={`day-${kind.toLowerCase()}`} title={named ? words.whole(named) : undefined}>
      {Number(day.slice(8))}
      {named && <span className="day-word">{t(`calendar.kindShort.${kind}`)}</span>}
    </td>
  );
}
