import { useTranslation } from "react-i18next";
import type { CaseFileFragment } from "../gql/graphql";
import { showMoment } from "../time/shanghai";

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

export function KeyDates({ file }: { file: CaseFileFragment }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="dates figures">
        {DATES.map((date) => (
          <div key={date}>
            <dt>{t(`case.${date}`)}</dt>
            <dd>{showMoment(file[date])}</dd>
          </div>
        ))}
      </dl>
      {file.isProvisional && <p className="quiet">{t("clock.provisional")}</p>}
    </>
  );
}
