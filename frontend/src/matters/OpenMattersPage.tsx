import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { MatterKind, OpenMatterRowFragment } from "../gql/graphql";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { NoPostState } from "../states/NoPostState";
import { ProblemState } from "../states/ProblemState";
import { FilterSelect } from "../tables/FilterSelect";
import { ListFile } from "../tables/ListFile";
import { ListTable } from "../tables/ListTable";
import { OpenMattersDocument } from "./matterQueries";
import { useOpenMatterColumns } from "./openMatterColumns";
import "../cases/list.css";
import "../orders/orders.css";

const KINDS: readonly MatterKind[] = ["ORDER", "ACCOUNTABILITY", "CIRCULAR"];

/** What is open across all halls of the reader's jurisdiction, how old it is, and at whom. */
export function OpenMattersPage() {
  const { t } = useTranslation();
  const { activePost } = useMe();
  const [params, change] = useChange();
  const code = params.get("code") ?? activePost?.hall.code;
  const kind = oneOf(KINDS, params.get("kind"));
  const isLate = params.get("late") === "1";
  const columns = useOpenMatterColumns();
  const asked = { code: code ?? "", matterKind: kind ?? null, late: isLate };
  const [{ data, error }, run] = useQuery({
    query: OpenMattersDocument,
    variables: { ...asked, after: params.get("after") },
    pause: code === undefined,
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("order.openTitle"));
  if (code === undefined) return <NoPostState />;
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.openMatters.edges.map(({ node }) => node);
  const listsLooks = activePost && ["HALL_ADMIN", "SUPERVISOR", "LEADER"].includes(activePost.role);
  const own = activePost?.hall.isProvisioned ? activePost.hall.code : undefined;
  return (
    <>
      <div className="page-head">
        <h1>{t("order.openOf", { name: data.hall.name })}</h1>
        {own && (
          <nav className="order-links" aria-label={t("order.ofOwnHall")}>
            <Link to={`/halls/${own}/orders`}>{t("order.ofOwnHall")}</Link>
            <Link to={`/halls/${own}/accountability`}>{t("accountability.title")}</Link>
            <Link to={`/halls/${own}/circulars`}>{t("circular.title")}</Link>
            <Link to={`/halls/${own}/ladder`}>{t("ladder.title")}</Link>
            <Link to={`/halls/${own}/red-decisions`}>{t("reds.title")}</Link>
            {listsLooks && <Link to={`/halls/${own}/looks`}>{t("looks.title")}</Link>}
          </nav>
        )}
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <FilterSelect
            label={t("order.kind")}
            values={KINDS}
            word={(value) => t(`matterKind.${value}`)}
            value={kind}
            choose={(chosen) => change({ kind: chosen })}
          />
          <Checkbox checked={isLate} onChange={(event) => change({ late: event.target.checked ? "1" : null })}>
            {t("order.onlyLate")}
          </Checkbox>
          <ListFile
            title={t("order.openOf", { name: data.hall.name })}
            query={OpenMattersDocument}
            asked={asked}
            of={({ openMatters }) => openMatters}
            columns={columns}
          />
        </div>
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("order.noneOpen")}>
            <LinkButton to={`/alerts?code=${code}&level=RED`}>{t("order.toReds")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<OpenMatterRowFragment>
            aria-label={t("order.openTitle")}
            rowKey={(row) => `${row.kind}-${row.hall.code}-${row.id}`}
            columns={columns}
            dataSource={rows}
            scroll={{ x: 980 }}
          />
        )}
        <KeysetPager pageInfo={data.openMatters.pageInfo} />
      </section>
    </>
  );
}
