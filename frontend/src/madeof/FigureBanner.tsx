import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { useMe } from "../app/session";
import { OwnFigureDocument } from "../cases/caseQueries";
import { withChange } from "../cases/listAddress";
import { useClassWords } from "../classes/useClassWords";
import { ABSENT } from "../time/shanghai";
import { type ChosenFigure, SUMMED } from "./figurePath";

/** Above a list of cases: of which number these are the cases, and that number. */
export function FigureBanner({ hall, chosen }: { hall: string; chosen: ChosenFigure }) {
  const { t } = useTranslation();
  const words = useClassWords();
  const { activePost } = useMe();
  const [params] = useSearchParams();
  const { figure, from, to } = chosen;
  const [{ data }] = useQuery({
    query: OwnFigureDocument,
    variables: { code: hall, figure, from, to, item: params.get("item"), department: params.get("department") },
    requestPolicy: "cache-and-network",
  });
  const value = data?.hall?.ownFigure ?? ABSENT;
  const without = withChange(params, { figure: null, figureFrom: null, figureTo: null, passedStage: null });
  return (
    <Alert
      type="info"
      showIcon
      className="why-note figures"
      title={t("madeOf.cases", { figure: words.figure(figure), from, to, value })}
      description={
        <>
          {params.get("passedStage") !== null && <p>{t("madeOf.passed", { stage: params.get("passedStage") })}</p>}
          {SUMMED.has(figure) && <p>{t("madeOf.summed")}</p>}
          {(activePost?.departments.length ?? 0) > 0 && <p>{t("madeOf.apart")}</p>}
        </>
      }
      action={<LinkButton to={`/halls/${hall}/cases?${without}`}>{t("madeOf.clear")}</LinkButton>}
    />
  );
}
