import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useClassWords } from "../classes/useClassWords";
import type { Figure } from "../gql/graphql";
import type { Period } from "../time/periods";
import { type FigurePlace, figurePath } from "./figurePath";

type Props = {
  figure: Figure;
  place: FigurePlace;
  period: Period;
  /** The number that is shown: without one, or with nought, there is nothing to open. */
  value: number | null | undefined;
  children: ReactNode;
};

/** A number that opens what it is made of. */
export function FigureLink({ figure, place, period, value, children }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  if (!value) return <>{children}</>;
  return (
    <Link
      className="figure-link"
      to={figurePath(figure, place, period)}
      title={t("madeOf.openWhat", { figure: words.figure(figure) })}
    >
      {children}
    </Link>
  );
}
