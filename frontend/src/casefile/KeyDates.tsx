import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import type { CaseFileFragment } from "../gql/graphql";
import { DueDate } from "../time/DueDate";
import { showMoment } from "../time/shanghai";

const DATES = [
  "submittedAt",
  "noticeDueAt",
  "deemedAt",
  "acceptedAt",
  "yellowAt",
  "dueAt",
  "statutoryDueAt",
  "concludedAt",
  "verifiedAt",
  "deliveredAt",
] as const;

/** Most cases are told in time: these have no line of their own unless there is something to say. */
const SOMETIMES: readonly string[] = ["noticeDueAt", "deemedAt"];
const DUE: readonly string[] = ["noticeDueAt", "deemedAt", "dueAt", "statutoryDueAt"];

export function KeyDates({ file }: { file: CaseFileFragment }) {
  const { t } = useTranslation();
  const { calendarPublishedThrough } = useMe();
  return (
    <>
      <dl className="dates figures">
        {DATES.filter((date) => file[date] || !SOMETIMES.includes(date)).map((date) => (
          <div key={date}>
            <dt>{t(`case.${date}`)}</dt>
            <dd>
              {DUE.includes(date) ? (
                <DueDate at={file[date]} isProvisional={file.isProvisional} />
              ) : (
                showMoment(file[date])
              )}
            </dd>
          </div>
        ))}
      </dl>
      {file.isProvisional && <p className="quiet">{t("clock.provisional", { date: calendarPublishedThrough })}</p>}
    </>
  );
}
