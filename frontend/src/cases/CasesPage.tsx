import { Space } from "antd";
import { useTranslation } from "react-i18next";
import { Navigate, useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { FigureBanner } from "../madeof/FigureBanner";
import { readFigure, SUMMED } from "../madeof/figurePath";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { isDay } from "../time/periods";
import { ANOMALIES, CaseFilters, CHANNELS, CLASSES, FINDINGS, LAMPS, ORDERS, OVERDUE, STATES } from "./CaseFilters";
import { CaseTable } from "./CaseTable";
import { ColumnChooser } from "./ColumnChooser";
import { CasesDocument } from "./caseQueries";
import { ExportCases } from "./ExportCases";
import { KeptLists, withList } from "./KeptLists";
import { KeysetPager } from "./KeysetPager";
import { KeptListsDocument } from "./keptListQueries";
import { oneOf } from "./listAddress";
import "./list.css";

const PAGE_SIZE = 50;

export function CasesPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params] = useSearchParams();
  const day = (key: string) => (isDay(params.get(key)) ? params.get(key) : null);
  const chosen = readFigure(params);
  const [kept, runLists] = useQuery({ query: KeptListsDocument });
  const lists = kept.data?.me?.caseLists ?? [];
  const usual = lists.find(({ isDefault }) => isDefault);
  // An address that asks for nothing is answered with the reader's default list, when she has one.
  const isPlain = params.size === 0;
  const [{ data, error }, run] = useQuery({
    pause: isPlain && (kept.fetching || usual !== undefined),
    query: CasesDocument,
    variables: {
      hall: code,
      state: oneOf(STATES, params.get("state")) ?? null,
      lamp: oneOf(LAMPS, params.get("lamp")) ?? null,
      department: params.get("department"),
      item: params.get("item"),
      stage: params.get("stage"),
      channel: oneOf(CHANNELS, params.get("channel")) ?? null,
      caseClass: oneOf(CLASSES, params.get("class")) ?? null,
      anomaly: oneOf(ANOMALIES, params.get("anomaly")) ?? null,
      overdue: oneOf(OVERDUE, params.get("overdue")) ?? null,
      finding: oneOf(FINDINGS, params.get("finding")) ?? null,
      foundBy: params.get("rule"),
      search: params.get("search"),
      receivedFrom: day("from"),
      receivedTo: day("to"),
      concludedFrom: day("concludedFrom"),
      concludedTo: day("concludedTo"),
      figure: chosen?.figure ?? null,
      figureFrom: chosen?.from ?? null,
      figureTo: chosen?.to ?? null,
      passedStage: chosen ? params.get("passedStage") : null,
      isSummed: chosen !== undefined && SUMMED.has(chosen.figure),
      order: oneOf(ORDERS, params.get("order")) ?? "NEWEST",
      first: PAGE_SIZE,
      after: params.get("before") ? null : params.get("after"),
      before: params.get("before"),
    },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(data?.hall ? `${data.hall.name} ${t("cases.title")}` : t("cases.title"));
  if (isPlain && usual) return <Navigate replace to={{ search: withList(usual.address, usual.id).toString() }} />;
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.cases.edges.map(({ node }) => node);
  return (
    <>
      <div className="page-head">
        <h1>{t("cases.of", { name: data.hall.name })}</h1>
        <Space wrap>
          <KeptLists lists={lists} again={() => runLists({ requestPolicy: "network-only" })} />
          <ColumnChooser />
          {rows.length > 0 && <ExportCases hall={code} />}
          <LinkButton to={`/regions/${code}`}>{t("cases.toRegion")}</LinkButton>
        </Space>
      </div>
      {chosen && <FigureBanner hall={code} chosen={chosen} />}
      <section className="panel" aria-label={t("list.filters")}>
        <CaseFilters hall={code} departmentName={rows[0]?.department.name} />
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("cases.none")}>
            <LinkButton to={`/halls/${code}/cases?list=none`}>{t("list.clearFilters")}</LinkButton>
          </EmptyState>
        ) : (
          <CaseTable rows={rows} hall={code} />
        )}
        <KeysetPager pageInfo={data.cases.pageInfo} />
      </section>
    </>
  );
}
