import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import type { ShownRungFragment } from "../gql/graphql";
import { CitedLink } from "../register/CitedLink";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { DepartmentLadderDocument, LadderDocument } from "./ladderQueries";
import { PublishLadder } from "./PublishLadder";
import "../cases/list.css";
import "../orders/orders.css";

/** The ladder of measures that holds in a hall, and how far a department has come on it. It issues nothing. */
export function LadderPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const department = params.get("department") ?? undefined;
  const [{ data, error }, run] = useQuery({
    query: LadderDocument,
    variables: { hall: code },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("ladder.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const { ladder, hall } = data;
  return (
    <>
      <div className="page-head">
        <h1>{t("ladder.of", { name: hall.name })}</h1>
        {ladder.mayPublish && <PublishLadder hall={code} rungs={[...ladder.rungs]} />}
      </div>
      <section className="panel">
        <p className="quiet">{t("ladder.about")}</p>
        {ladder.rungs.length === 0 ? (
          <EmptyState text={t("ladder.none")}>
            <LinkButton to={`/orders?code=${code}`}>{t("order.toOpen")}</LinkButton>
          </EmptyState>
        ) : (
          <Rungs label={t("ladder.title")} rows={ladder.rungs.map((rung) => ({ rung }))} />
        )}
        {ladder.basis && (
          <p>
            {t("ladder.basis")}：<CitedLink hall={code} cited={ladder.basis} />{" "}
            <span className="quiet figures">{showMoment(ladder.publishedAt)}</span>
          </p>
        )}
      </section>
      {ladder.rungs.length > 0 && (
        <section className="panel">
          <h2>{t("ladder.standing")}</h2>
          <Select
            aria-label={t("department.label")}
            placeholder={t("department.label")}
            popupMatchSelectWidth={false}
            style={{ minWidth: 240, marginBottom: 12 }}
            value={department}
            options={hall.departments.map(({ code: value, name }) => ({ value, label: name }))}
            onChange={(chosen: string) => change({ department: chosen })}
          />
          {department && <Standing hall={code} department={department} />}
        </section>
      )}
    </>
  );
}

function Standing({ hall, department }: { hall: string; department: string }) {
  const { t } = useTranslation();
  const [{ data, error }, run] = useQuery({
    query: DepartmentLadderDocument,
    variables: { hall, ofDepartment: department },
    requestPolicy: "cache-and-network",
  });
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  return <Rungs label={t("ladder.standing")} rows={[...data.departmentLadder.standings]} />;
}

type Row = { rung: ShownRungFragment; count?: number; isProposed?: boolean };

function Rungs({ label, rows }: { label: string; rows: Row[] }) {
  const { t } = useTranslation();
  const isCounted = rows.some((row) => row.count !== undefined);
  return (
    <ListTable<Row>
      aria-label={label}
      rowKey={({ rung }) => rung.step}
      dataSource={rows}
      scroll={{ x: 620 }}
      columns={[
        {
          key: "step",
          rowScope: "row",
          title: t("ladder.step"),
          render: (_, { rung }) => t(`ladderStep.${rung.step}`),
        },
        {
          key: "when",
          title: t("ladder.when"),
          render: (_, { rung }) =>
            t("ladder.rule", { weight: t(`faultWeight.${rung.weight}`), count: rung.count, days: rung.days }),
        },
        { key: "tier", title: t("ladder.tier"), render: (_, { rung }) => rung.tier },
        ...(isCounted
          ? [
              {
                key: "count",
                title: t("ladder.counted"),
                className: "figures",
                render: (_: unknown, { rung, count }: Row) => `${count} / ${rung.count}`,
              },
              {
                key: "proposed",
                title: t("ladder.proposed"),
                render: (_: unknown, { isProposed }: Row) => isProposed && <strong>{t("ladder.isProposed")}</strong>,
              },
            ]
          : []),
      ]}
    />
  );
}
