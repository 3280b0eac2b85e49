import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { TableFile } from "../csv/TableFile";
import type { RefusalsQuery } from "../gql/graphql";
import { FigureLink } from "../madeof/FigureLink";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { PanelPager, useTurned } from "../tables/PanelPager";
import type { Period } from "../time/periods";
import { RefusalsDocument } from "./regionQueries";

type Found = NonNullable<RefusalsQuery["hall"]>["refusals"];
type Row = Found["outliers"]["edges"][number]["node"];

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/** Where an item is refused more often than elsewhere, with the innocent readings beside it; numbers open their cases. */
export function RefusalsPanel({ code, period }: { code: string; period: Period }) {
  const { t } = useTranslation();
  const turned = useTurned();
  const [{ data, error }, run] = useQuery({
    query: RefusalsDocument,
    variables: { code, from: period.from, to: period.to, after: turned.after },
  });
  const found = data?.hall?.refusals;
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  const rows = found?.outliers.edges.map(({ node }) => node) ?? [];
  return (
    <section className="panel" aria-labelledby="refusals">
      <h2 id="refusals">{t("refusals.title")}</h2>
      <p className="quiet">{t("refusals.about")}</p>
      {!found && <LoadingState height={160} />}
      {found && (
        <p>
          {rows.length === 0
            ? t("refusals.none", { count: found.compared, minimum: found.minimum })
            : t("refusals.compared", { count: found.compared, minimum: found.minimum })}
        </p>
      )}
      {found && rows.length > 0 && (
        <>
          <RefusalsTable rows={rows} period={period} />
          <RefusalsFile rows={rows} period={period} asOf={found.asOf} />
          <PanelPager turned={turned} pageInfo={found.outliers.pageInfo} label={t("refusals.pages")} />
        </>
      )}
    </section>
  );
}

function RefusalsTable({ rows, period }: { rows: readonly Row[]; period: Period }) {
  const { t } = useTranslation();
  return (
    <ListTable<Row>
      aria-label={t("refusals.title")}
      rowKey={(row) => `${row.hall.code} ${row.department} ${row.item}`}
      dataSource={[...rows]}
      scroll={{ x: "max-content" }}
      columns={[
        { key: "hall", title: t("refusals.hall"), render: (_, { hall }) => hall.name },
        {
          key: "what",
          title: t("refusals.item"),
          render: (_, row) => (
            <>
              {row.itemName}
              <div className="quiet">{row.departmentName}</div>
            </>
          ),
        },
        {
          key: "rate",
          title: t("refusals.rate"),
          render: (_, row) => {
            const place = { code: row.hall.code, isOwn: true, item: row.item, department: row.department };
            return (
              <span className="figures">
                {percent(row.rate)}{" "}
                <span className="quiet">
                  {percent(row.low)}–{percent(row.high)}
                </span>
                <div>
                  <FigureLink figure="DENIED" place={place} period={period} value={row.denied}>
                    {row.denied}
                  </FigureLink>
                  {" / "}
                  <FigureLink figure="DECIDED" place={place} period={period} value={row.decided}>
                    {row.decided}
                  </FigureLink>
                </div>
              </span>
            );
          },
        },
        {
          key: "split",
          title: t("refusals.split"),
          render: (_, { declined, refused }) => (
            <span className="figures">
              {declined} / {refused}
            </span>
          ),
        },
        {
          key: "peers",
          title: t("refusals.peers"),
          render: (_, row) => (
            <span className="figures">
              {percent(row.peersRate)}{" "}
              <span className="quiet">
                {percent(row.peersLow)}–{percent(row.peersHigh)}
              </span>
              <div>
                {row.peersDenied} / {row.peersDecided}
              </div>
            </span>
          ),
        },
        {
          key: "readings",
          title: t("refusals.readings"),
          render: (_, { readings }) => (
            <ul className="delivery-text">
              {readings.map((one) => (
                <li key={one}>{t(`innocent.${one}`)}</li>
              ))}
              <li>{t("refusals.conditions")}</li>
            </ul>
          ),
        },
      ]}
    />
  );
}

function RefusalsFile({ rows, period, asOf }: { rows: readonly Row[]; period: Period; asOf: string }) {
  const { t } = useTranslation();
  return (
    <TableFile
      title={t("refusals.title")}
      period={period}
      asOf={asOf}
      head={[
        t("refusals.hall"),
        t("refusals.item"),
        t("refusals.department"),
        t("figure.DECLINED"),
        t("figure.REFUSED"),
        t("figure.DECIDED"),
        t("refusals.rate"),
        t("refusals.peers"),
        t("refusals.readings"),
      ]}
      rows={() =>
        rows.map((row) => [
          row.hall.name,
          row.itemName,
          row.departmentName,
          row.declined,
          row.refused,
          row.decided,
          percent(row.rate),
          percent(row.peersRate),
          row.readings.map((one) => t(`innocent.${one}`)).join(" "),
        ])
      }
    />
  );
}
