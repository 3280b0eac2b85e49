import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useToday } from "../app/session";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import { useClassWords } from "../classes/useClassWords";
import type { MadeOfQuery } from "../gql/graphql";
import { Crumbs } from "../region/Crumbs";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { isDay, presetPeriod } from "../time/periods";
import { showMoment } from "../time/shanghai";
import { type FigurePlace, figurePath } from "./figurePath";
import { FIGURES } from "./figures";
import { MadeOfDocument } from "./madeOfQueries";
import "../region/region.css";

type Share = NonNullable<MadeOfQuery["hall"]>["madeOf"]["halls"]["edges"][number]["node"];

/** Which halls add to a figure of a region, the largest first; each opens its cases, and a single one right away. */
export function MadeOfPage() {
  const { t } = useTranslation();
  const words = useClassWords();
  const { code = "" } = useParams();
  const [params] = useSearchParams();
  const month = presetPeriod("thisMonth", useToday());
  const day = (key: string, otherwise: string) => {
    const given = params.get(key);
    return isDay(given) ? given : otherwise;
  };
  const figure = oneOf(FIGURES, params.get("figure")) ?? "RECEIVED";
  const period = { from: day("figureFrom", month.from), to: day("figureTo", month.to) };
  const { item, department } = { item: params.get("item"), department: params.get("department") };
  const [{ data, error }, run] = useQuery({
    query: MadeOfDocument,
    variables: { code, figure, ...period, item, department, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const word = words.figure(figure);
  usePageTitle(data?.hall ? t("madeOf.title", { name: data.hall.name, figure: word }) : word);
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const { value, itemName, departmentName, elsewhere, halls, asOf } = data.hall.madeOf;
  const rows = halls.edges.map(({ node }) => node);
  const place = (hall: string): FigurePlace => ({
    code: hall,
    isOwn: true,
    item: item ?? undefined,
    department: department ?? undefined,
  });
  const [only] = rows;
  if (only && rows.length === 1 && only.value === value && !params.get("after")) {
    return <Navigate replace to={figurePath(figure, place(only.hall.code), period)} />;
  }
  const columns: ColumnType<Share>[] = [
    {
      key: "hall",
      rowScope: "row",
      title: t("madeOf.hall"),
      render: (_, { hall }) => <Link to={`/regions/${hall.code}`}>{hall.name}</Link>,
    },
    {
      key: "value",
      title: t("madeOf.value"),
      align: "right",
      render: (_, share) => <Link to={figurePath(figure, place(share.hall.code), period)}>{share.value}</Link>,
    },
  ];
  return (
    <>
      <Crumbs ancestors={data.hall.ancestors} here={data.hall} search="" />
      <div className="page-head">
        <div>
          <h1>{t("madeOf.title", { name: data.hall.name, figure: word })}</h1>
          <div className="quiet figures">
            {t("madeOf.of", period)}
            {itemName && ` · ${t("madeOf.item", { name: itemName })}`}
            {departmentName && ` · ${t("madeOf.department", { name: departmentName })}`}
            {" · "}
            {t("region.asOf")} <time dateTime={asOf}>{showMoment(asOf)}</time>
          </div>
        </div>
      </div>
      <section className="panel">
        <p className="figures">{t("madeOf.total", { figure: word, value })}</p>
        {elsewhere !== 0 && <p className="quiet">{t("madeOf.elsewhere", { count: elsewhere })}</p>}
        {rows.length === 0 ? (
          <EmptyState text={t("madeOf.none")}>
            <LinkButton to={`/regions/${code}`}>{t("cases.toRegion")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<Share>
            className="figures"
            aria-label={t("madeOf.title", { name: data.hall.name, figure: word })}
            rowKey={({ hall }) => hall.code}
            columns={columns}
            dataSource={rows}
          />
        )}
        <KeysetPager pageInfo={halls.pageInfo} />
      </section>
    </>
  );
}
