import { useTranslation } from "react-i18next";
import type { FiledFindingFragment } from "../gql/graphql";
import { showMoment } from "../time/shanghai";

/** What the case shows to be against the rules, each with the record that shows it. */
export function CaseFindings({ findings }: { findings: readonly FiledFindingFragment[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return <p className="quiet">{t("finding.none")}</p>;
  return (
    <ul className="findings">
      {findings.map(({ code, at, sequence }) => (
        <li key={`${code}${sequence}${at}`}>
          <strong>{t(`finding.${code}`)}</strong>{" "}
          <span className="quiet figures">
            {showMoment(at)}
            {sequence != null && ` · ${t("finding.event", { sequence })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
