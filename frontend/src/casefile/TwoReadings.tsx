import { useTranslation } from "react-i18next";
import type { FiledLawFragment, FiledReadingFragment } from "../gql/graphql";
import { showDue } from "../time/shanghai";
import { StepList } from "./StepList";
import { countOf } from "./traceSteps";
import "../tables/tables.css";

const DUE = ["dueAt", "statutoryDueAt"] as const;
const LATE = ["isOverdue", "isOverdueStatutory"] as const;

/** The decision clock as the department reports it and as the law counts it, side by side. */
export function TwoReadings({ reported, law }: { reported: FiledReadingFragment; law: FiledLawFragment }) {
  const { t } = useTranslation();
  const isSame = [...DUE, ...LATE].every((name) => reported[name] === law[name]);
  const said = (is: boolean) => (is ? <strong>{t("reading.yes")}</strong> : t("reading.no"));
  return (
    <>
      <table className="readings figures">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("reading.asReported")}</th>
            <th scope="col">{t("reading.byLaw")}</th>
          </tr>
        </thead>
        <tbody>
          {DUE.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`reading.${name}`)}</th>
              <td>{showDue(reported[name])}</td>
              <td>{showDue(law[name])}</td>
            </tr>
          ))}
          {LATE.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`reading.${name}`)}</th>
              <td>{said(reported[name])}</td>
              <td>{said(law[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t(isSame ? "reading.same" : "reading.differs")}</p>
      <StepList title={t("reading.steps")} steps={countOf(law.steps)} isOpen={false} />
      <StepList title={t("reading.statutorySteps")} steps={countOf(law.statutorySteps)} isOpen={false} />
    </>
  );
}
