import { useTranslation } from "react-i18next";
import type { NamedDayFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";

/** What a day of the calendar is called, and where that is said. */
export function useDayWords() {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const title = (name: string | null | undefined) => (name ? knownWord("festival", name) : "");
  const origin = ({ layer, version, source }: NamedDayFragment) =>
    layer ? [t(`calendarLayer.${layer}`), version, source].filter(Boolean).join(" · ") : t("calendar.noNotice");
  const whole = (day: NamedDayFragment) =>
    [day.on, t(`calendar.kind.${day.kind}`), title(day.title), origin(day)].filter(Boolean).join(" ");
  return { title, origin, whole };
}
