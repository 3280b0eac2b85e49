import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router-dom";
import type { CaseRowFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { ListTable } from "../tables/ListTable";
import { showDue, showMoment } from "../time/shanghai";
import { withChange } from "./listAddress";

export function CaseTable({ rows, hall }: { rows: CaseRowFragment[]; hall: string }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const columns: ColumnType<CaseRowFragment>[] = [
    { key: "lamp", title: t("case.lamp"), width: 96, render: (_, row) => <LampSign lamp={row.lamp} /> },
    {
      key: "number",
      rowScope: "row",
      title: t("case.number"),
      render: (_, row) => <Link to={`/halls/${hall}/cases/${encodeURIComponent(row.number)}`}>{row.number}</Link>,
    },
    { key: "item", title: t("item.label"), render: (_, row) => row.item.name },
    {
      key: "department",
      title: t("department.label"),
      render: (_, row) => (
        <Link to={{ search: withChange(params, { department: row.department.code }).toString() }}>
          {row.department.name}
        </Link>
      ),
    },
    { key: "applicant", title: t("case.applicant"), render: (_, row) => row.applicantName },
    {
      key: "state",
      title: t("case.state"),
      render: (_, row) => (row.outcome ? t(`outcome.${row.outcome}`) : t(`caseState.${row.state}`)),
    },
    { key: "stage", title: t("case.stage"), render: (_, row) => row.stage },
    {
      key: "submitted",
      title: t("case.submittedAt"),
      className: "figures",
      render: (_, row) => showMoment(row.submittedAt),
    },
    {
      key: "due",
      title: t("case.dueAt"),
      className: "figures",
      render: (_, row) => (
        <>
          {showDue(row.dueAt)} {row.isProvisional && <span className="quiet">{t("clock.provisionalShort")}</span>}
        </>
      ),
    },
  ];
  return (
    <ListTable<CaseRowFragment>
      aria-label={t("cases.title")}
      rowKey="number"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 1080 }}
    />
  );
}
