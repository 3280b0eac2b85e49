import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import { inShanghai, showDue } from "./shanghai";

type Props = { at: string | null | undefined; isProvisional: boolean };

/** A due moment, marked where it lies beyond the published years. `isProvisional`: some date of the case does. */
export function DueDate({ at, isProvisional }: Props) {
  const { t } = useTranslation();
  const { calendarPublishedThrough } = useMe();
  const isMarked = isProvisional && isBeyond(at, calendarPublishedThrough);
  return (
    <>
      {showDue(at)} {isMarked && <span className="quiet">{t("clock.provisionalShort")}</span>}
    </>
  );
}

/** The end of a day at 24:00 belongs to that day. */
export function isBeyond(at: string | null | undefined, day: string): boolean {
  return at != null && inShanghai(at).subtract(1, "millisecond").format("YYYY-MM-DD") > day;
}
