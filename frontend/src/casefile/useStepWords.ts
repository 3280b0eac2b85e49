import { useTranslation } from "react-i18next";
import { useKnownWord } from "../messages/knownWord";
import { inShanghai } from "../time/shanghai";
import { DATES, MOMENTS, sentenceOf, type TraceStep } from "./traceSteps";

/** Words one step, dates with their weekday, so that a calendar in hand is enough to check it. */
export function useStepWords() {
  const { t, i18n } = useTranslation();
  const knownWord = useKnownWord();
  const weekday = (moment: string) => t(`weekday.${(inShanghai(moment).day() || 7) as 1}`);
  const day = (date: string) => `${date} ${weekday(`${date}T12:00:00+08:00`)}`;
  const moment = (at: string) => `${day(inShanghai(at).format("YYYY-MM-DD"))} ${inShanghai(at).format("HH:mm:ss")}`;
  const word = (key: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    if (DATES.includes(key)) return day(value);
    if (MOMENTS.includes(key)) return moment(value);
    if (key === "unit") return knownWord("stepUnit", value);
    if (key === "title") return knownWord("festival", value);
    if (key === "event") return knownWord("stepEvent", value);
    if (key === "kind") return knownWord("pauseKind", value);
    return key === "lamp" ? knownWord("lamp", value.toUpperCase()) : value;
  };
  return (step: TraceStep): string => {
    const words = Object.fromEntries(Object.entries(step.params).map(([key, value]) => [key, word(key, value)]));
    if ("first" in words) {
      words.on = words.first;
      words.span =
        step.params.first === step.params.last
          ? words.first
          : t("step.spanTo", { first: String(words.first), last: String(words.last) });
    }
    if ("layer" in words) {
      words.layer = knownWord("calendarLayer", String(words.layer));
      words.origin = knownWord("step", words.notice ? "origin_notice" : "origin", words);
    }
    if (words.title === null) words.title = "";
    const sentence = sentenceOf(step);
    if (i18n.exists(`step.${sentence}`)) return knownWord("step", sentence, words);
    return t("step.unknown", { code: step.code, params: JSON.stringify(step.params) });
  };
}
