import type { ColumnType } from "antd/es/table";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMe } from "../app/session";
import type { MatterKind, OpenMatterRowFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { ListTable } from "../tables/ListTable";
import { inShanghai, showMoment } from "../time/shanghai";

const PAGES: Record<MatterKind, string> = {
  ORDER: "orders",
  ACCOUNTABILITY: "accountability",
  CIRCULAR: "circulars",
};
const STATES: Record<MatterKind, string> = {
  ORDER: "orderState",
  ACCOUNTABILITY: "accountabilityState",
  CIRCULAR: "circularState",
};

/** Open matters across halls: since when, and whether the department or a decision is waited for. */
export function OpenMatterTable({ rows }: { rows: OpenMatterRowFragment[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const { now } = useMe();
  const age = (at: string) =>
    inShanghai(now)
      .startOf("day")
      .diff(dayjs(inShanghai(at).startOf("day")), "day");
  const columns: ColumnType<OpenMatterRowFragment>[] = [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      render: (_, row) => <Link to={`/halls/${row.hall.code}/${PAGES[row.kind]}/${row.id}`}>{row.number || "—"}</Link>,
    },
    { key: "kind", title: t("order.kind"), render: (_, row) => t(`matterKind.${row.kind}`) },
    { key: "hall", title: t("alerts.hall"), render: (_, row) => row.hall.name },
    { key: "department", title: t("department.label"), render: (_, row) => row.department.name },
    {
      key: "state",
      title: t("order.state"),
      render: (_, row) => (
        <>
          {knownWord(STATES[row.kind], row.state)}
          {row.isLate && <strong className="order-late"> {t("order.replyLate")}</strong>}
        </>
      ),
    },
    {
      key: "at",
      title: t("order.waitsFor"),
      render: (_, row) => t(row.isAwaited ? "order.waitsForAnswer" : "order.waitsForDecision"),
    },
    {
      key: "issued",
      title: t("order.issuedAt"),
      className: "figures",
      render: (_, row) => <time dateTime={row.issuedAt}>{showMoment(row.issuedAt)}</time>,
    },
    {
      key: "age",
      title: t("order.age"),
      className: "figures",
      render: (_, row) => t("order.ageDays", { count: age(row.issuedAt) }),
    },
  ];
  return (
    <ListTable<OpenMatterRowFragment>
      aria-label={t("order.openTitle")}
      rowKey={(row) => `${row.kind}-${row.hall.code}-${row.id}`}
      columns={columns}
      dataSource={rows}
      scroll={{ x: 980 }}
    />
  );
}
