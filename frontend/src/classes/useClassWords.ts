import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CaseClass, Figure } from "../gql/graphql";
import { type MeasureKey, measureOf } from "../region/measures";
import { useClassNames } from "./ClassNames";

/** Words for classes, and for measures and figures that count one, as the place of this page calls them. */
export function useClassWords() {
  const { t } = useTranslation();
  const names = useClassNames();
  return useMemo(() => {
    // A figure that counts a class has its code.
    const called = (code: string | undefined) => names.get(code as CaseClass);
    return {
      caseClass: (one: CaseClass): string => called(one) ?? t(`caseClass.${one}`),
      measure: (key: MeasureKey): string => {
        const measure = measureOf(key);
        return (measure?.group === "classes" && called(measure.opens)) || t(`measure.${key}`);
      },
      figure: (one: Figure): string => {
        const name = called(one);
        return name ? t("figure.ofClass", { name }) : t(`figure.${one}`);
      },
    };
  }, [t, names]);
}
