import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import type { CaseFileFragment } from "../gql/graphql";
import { showDue, showMoment } from "../time/shanghai";

const DATES = [
  "submittedAt",
  "acceptedAt",
  "yellowAt",
  "dueAt",
  "statutoryDueAt",
  "concludedAt",
  "verifiedAt",
  "deliveredAt",
] as const;

const DUE: readonly string[] = ["dueAt", "statutoryDueAt"];

export function KeyDates({ file }: { file: CaseFileFragment }) {
  const { t } = useTranslation();
  const { calendarPublishedThrough } = useMe();
  return (
    <>
      <dl className="dates figures">
        {DATES.map((date) => (
          <div key={date}>
            <dt>{t(`case.${date}`)}</dt>
            <dd>{(DUE.includes(date) ? showDue : showMoment)(file[date])}</dd>
          </div>
        ))}
      </dl>
      {file.isProvisional && <p className="quiet">{t("clock.provisional", { date: calendarPublishedThrough })}</p>}
    </>
  );
}
