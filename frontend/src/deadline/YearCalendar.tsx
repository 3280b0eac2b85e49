import { InputNumber } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKnownWord } from "../messages/knownWord";
import { inShanghai } from "../time/shanghai";

type Marked = { on: string; title: string | null };
type Year = {
  year: number;
  off: Marked[];
  makeup: Marked[];
  working_days: number;
  provisional: boolean;
  notice: string | null;
};

/** The national calendar of a year: which days are off, which are worked instead, by which notice. */
export function YearCalendar() {
  const { t } = useTranslation();
  const [number, setNumber] = useState(() => inShanghai(new Date().toISOString()).year());
  const [year, setYear] = useState<Year | null>();
  useEffect(() => {
    let isCurrent = true;
    fetch(`/api/v1/calendar/${number}`)
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(String(response.status)))))
      .then((found: Year) => isCurrent && setYear(found))
      .catch(() => isCurrent && setYear(null));
    return () => {
      isCurrent = false;
    };
  }, [number]);
  return (
    <section className="panel">
      <h2>{t("deadline.calendar")}</h2>
      <label htmlFor="deadline-year">{t("deadline.year")}</label>{" "}
      <InputNumber
        id="deadline-year"
        min={1970}
        max={2100}
        precision={0}
        value={number}
        onChange={(one) => one && setNumber(one)}
      />
      {year === null && <p role="alert">{t("deadline.noCalendar")}</p>}
      {year && <Days year={year} />}
    </section>
  );
}

function Days({ year }: { year: Year }) {
  const { t } = useTranslation();
  return (
    <>
      <p>
        {t("deadline.workingDays", { year: year.year, count: year.working_days })} {year.notice}
      </p>
      {year.provisional && <p role="note">{t("deadline.yearProvisional")}</p>}
      <h3>{t("deadline.off")}</h3>
      <Dates days={year.off} />
      <h3>{t("deadline.makeup")}</h3>
      <Dates days={year.makeup} />
    </>
  );
}

function Dates({ days }: { days: Marked[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  if (days.length === 0) return <p className="quiet">{t("deadline.noDays")}</p>;
  return (
    <ul className="deadline-days figures">
      {days.map(({ on, title }) => (
        <li key={on}>
          {on} {t(`weekday.${(inShanghai(`${on}T12:00:00+08:00`).day() || 7) as 1}`)}{" "}
          {title && <span className="quiet">{knownWord("festival", title)}</span>}
        </li>
      ))}
    </ul>
  );
}
