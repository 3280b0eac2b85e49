import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import { ProblemState } from "../states/ProblemState";
import { ABSENT } from "../time/shanghai";
import { ReadingsDocument } from "./readingsQueries";
import "../tables/tables.css";

type Props = { code: string; from: string; to: string };

const ROWS = [
  ["isOverdue", "concludedLate", "concludedLateByLaw"],
  ["isOverdueStatutory", "concludedLateStatutory", "concludedLateStatutoryByLaw"],
] as const;

/** Of the concluded, how many were late as departments report and as the law counts; the cases are in each hall. */
export function ReadingsPanel({ code, from, to }: Props) {
  const { t } = useTranslation();
  const [{ data, error }, run] = useQuery({ query: ReadingsDocument, variables: { code, from, to } });
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  const hall = data?.hall;
  const figures = hall?.rollup;
  // Drawn before its figures are there, so that what stands below does not move when they come.
  return (
    <section className="panel" aria-busy={!figures}>
      <h2>{t("reading.title")}</h2>
      <table className="readings figures">
        <thead>
          <tr>
            <th scope="col">{figures ? t("reading.ofConcluded", { count: figures.concluded }) : ABSENT}</th>
            <th scope="col">{t("reading.asReported")}</th>
            <th scope="col">{t("reading.byLaw")}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([word, reported, law]) => (
            <tr key={word}>
              <th scope="row">{t(`reading.${word}`)}</th>
              <td>{figures?.[reported] ?? ABSENT}</td>
              <td>{figures?.[law] ?? ABSENT}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {t("reading.differs")}{" "}
        {hall?.isProvisioned && (
          <Link to={`/halls/${code}/cases?finding=LATE_BY_LAW&concludedFrom=${from}&concludedTo=${to}`}>
            {t("reading.cases")}
          </Link>
        )}
      </p>
    </section>
  );
}
