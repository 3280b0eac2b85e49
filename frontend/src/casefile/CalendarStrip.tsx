import { useTranslation } from "react-i18next";
import { type CalendarDay, calendarDays } from "./calendarDays";
import type { TraceStep } from "./traceSteps";

const MOST_DAYS = 130;

/** Which days count: number, hatching and a word say it, besides the colour. */
export function CalendarStrip({ steps }: { steps: TraceStep[] }) {
  const { t } = useTranslation();
  const days = calendarDays(steps);
  if (days.length < 2) return null;
  return (
    <>
      <ol className="strip figures" aria-label={t("clock.strip")}>
        {days.slice(0, MOST_DAYS).map((day) => (
          <StripDay key={day.day} day={day} />
        ))}
      </ol>
      {days.length > MOST_DAYS && <p className="quiet">{t("clock.stripLong", { count: MOST_DAYS })}</p>}
    </>
  );
}

function StripDay({ day: { day, mark, isDue, number } }: { day: CalendarDay }) {
  const { t } = useTranslation();
  const word = t(`strip.${mark}`);
  const label = t("strip.dayLabel", { day, mark: isDue ? `${word} ${t("strip.due")}` : word });
  return (
    <li className={`strip-${mark}${isDue ? " strip-due" : ""}`} title={label}>
      <span>{day.slice(5)}</span>
      <span className="strip-word">{isDue ? t("strip.due") : (number ?? word)}</span>
    </li>
  );
}
