import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { FiledEarlierFragment } from "../gql/graphql";
import { showMoment } from "../time/shanghai";

type Props = { cases: readonly FiledEarlierFragment[]; hall: string };

/** Earlier cases of the same applicant and item, with what may explain them; a click opens each. */
export function EarlierCases({ cases, hall }: Props) {
  const { t } = useTranslation();
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{t("earlier.title")}</h3>
      <ul className="findings">
        {cases.map(({ number, submittedAt, endedAt, isSamePaper }) => (
          <li key={number}>
            <Link to={`/halls/${hall}/cases/${encodeURIComponent(number)}`}>{number}</Link>{" "}
            <span className="quiet figures">
              {t("earlier.received", { at: showMoment(submittedAt) })}
              {" · "}
              {endedAt ? t("earlier.ended", { at: showMoment(endedAt) }) : t("earlier.open")}
              {" · "}
              {t(isSamePaper ? "earlier.samePaper" : "earlier.sameName")}
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet">{t("earlier.innocent")}</p>
    </>
  );
}
