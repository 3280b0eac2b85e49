import { Alert } from "antd";
import type { ColumnType } from "antd/es/table";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { figure } from "../csv/csv";
import { TableFile } from "../csv/TableFile";
import { FigureLink } from "../madeof/FigureLink";
import { showChange, showReading } from "../region/figures";
import { type Measure, measureOf } from "../region/measures";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import type { Period } from "../time/periods";
import { type StageRow, stageRows } from "./contributions";
import { StagesDocument } from "./whyQueries";

type Variables = { code: string; from: string; to: string; cmpFrom: string; cmpTo: string };

const MOST_ROWS = 12;
const DAYS = measureOf("meanWorkingDays") as Measure;

/** How long each stage took then and now, and which posts ended in between: read inside the one hall. */
export function StagePanel({ variables, asOf }: { variables: Variables; asOf: string }) {
  const { t } = useTranslation();
  const [{ data, error }, run] = useQuery({ query: StagesDocument, variables });
  const rows = useMemo(() => stageRows(data?.stages.stages ?? []), [data]);
  if (!data)
    return (
      <section className="panel">
        <h2>{t("why.stages")}</h2>
        {error ? (
          <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />
        ) : (
          <LoadingState />
        )}
      </section>
    );
  const [before, after] = [
    { from: variables.cmpFrom, to: variables.cmpTo },
    { from: variables.from, to: variables.to },
  ];
  const columns: ColumnType<StageRow>[] = [
    { key: "item", title: t("why.item"), render: (_, { itemName }) => itemName },
    { key: "stage", rowScope: "row", title: t("why.stage"), render: (_, { stage }) => stage },
    {
      key: "before",
      title: t("why.before"),
      align: "right",
      render: (_, row) => mean(row, row.before, row.passesBefore, before),
    },
    {
      key: "after",
      title: t("why.after"),
      align: "right",
      render: (_, row) => mean(row, row.after, row.passesAfter, after),
    },
    {
      key: "longer",
      title: t("why.longer"),
      align: "right",
      render: (_, { longer }) => <strong>{showChange(longer, DAYS)}</strong>,
    },
  ];
  const mean = ({ item, stage }: StageRow, value: number | null, passes: number, period: Period) => (
    <>
      {showReading(value, DAYS)}{" "}
      <span className="quiet">
        (
        <FigureLink
          figure="CONCLUDED"
          place={{ code: variables.code, isOwn: true, item, passedStage: stage }}
          period={period}
          value={passes}
        >
          {passes}
        </FigureLink>
        )
      </span>
    </>
  );
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{t("why.stages")}</h2>
        {rows.length > 0 && (
          <TableFile
            title={t("why.stages")}
            period={after}
            compared={before}
            asOf={asOf}
            head={[
              t("why.item"),
              t("why.stage"),
              t("why.before"),
              t("export.passes"),
              t("why.after"),
              t("export.passes"),
              t("why.longer"),
            ]}
            rows={() =>
              rows.map((row) => [
                row.itemName,
                row.stage,
                figure(row.before),
                row.passesBefore,
                figure(row.after),
                row.passesAfter,
                figure(row.longer),
              ])
            }
          />
        )}
      </div>
      {data.stages.postsEnded.map(({ section, endedOn, count }) => (
        <Alert
          key={`${section}${endedOn}`}
          type="info"
          showIcon
          className="why-note"
          title={t("why.postsEnded", { section, on: endedOn, count })}
        />
      ))}
      <ListTable<StageRow>
        className="figures"
        aria-label={t("why.stages")}
        rowKey={({ item, stage }) => `${item}/${stage}`}
        columns={columns}
        dataSource={rows}
        locale={{ emptyText: t("why.noStages") }}
        pagination={rows.length > MOST_ROWS ? { pageSize: MOST_ROWS, showSizeChanger: false } : false}
        scroll={{ x: "max-content" }}
      />
    </section>
  );
}
