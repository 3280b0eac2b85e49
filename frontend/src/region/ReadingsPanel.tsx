import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import { FigureLink } from "../madeof/FigureLink";
import { ProblemState } from "../states/ProblemState";
import { ABSENT } from "../time/shanghai";
import { ReadingsDocument } from "./readingsQueries";
import "../tables/tables.css";

type Props = { code: string; from: string; to: string };

/** Of the concluded and of the open, by promise and by statute: as reported, as the law counts. */
const PARTS = [
  {
    of: "concluded",
    words: "reading.ofConcluded",
    rows: [
      {
        word: "isOverdue",
        readings: [
          { value: "concludedLate", figure: "CONCLUDED_LATE" },
          { value: "concludedLateByLaw", figure: "CONCLUDED_LATE_BY_LAW" },
        ],
      },
      {
        word: "isOverdueStatutory",
        readings: [
          { value: "concludedLateStatutory", figure: "CONCLUDED_LATE_STATUTORY" },
          { value: "concludedLateStatutoryByLaw", figure: "CONCLUDED_LATE_STATUTORY_BY_LAW" },
        ],
      },
    ],
  },
  {
    of: "open",
    words: "reading.ofOpen",
    rows: [
      {
        word: "isOverdue",
        readings: [
          { value: "overdue", figure: "OVERDUE" },
          { value: "overdueByLaw", figure: "OVERDUE_BY_LAW" },
        ],
      },
      {
        word: "isOverdueStatutory",
        readings: [
          { value: "overdueStatutory", figure: "OVERDUE_STATUTORY" },
          { value: "overdueStatutoryByLaw", figure: "OVERDUE_STATUTORY_BY_LAW" },
        ],
      },
    ],
  },
] as const;

/** How many were late as departments report and as the law counts; each number opens its cases. */
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
        {PARTS.map(({ of, words, rows }) => (
          <tbody key={of}>
            <tr>
              <th scope="col">{figures ? t(words, { count: figures[of] }) : ABSENT}</th>
              <th scope="col">{t("reading.asReported")}</th>
              <th scope="col">{t("reading.byLaw")}</th>
            </tr>
            {rows.map(({ word, readings }) => (
              <tr key={word}>
                <th scope="row">{t(`reading.${word}`)}</th>
                {readings.map(({ value, figure }) => (
                  <td key={value}>
                    <FigureLink figure={figure} place={{ code }} period={{ from, to }} value={figures?.[value]}>
                      {figures?.[value] ?? ABSENT}
                    </FigureLink>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
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
