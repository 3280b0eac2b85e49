import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { AlertRowFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { LevelSign } from "../lamp/LevelSign";
import { useKnownWord } from "../messages/knownWord";
import { useRuleName } from "../rules/useRuleName";
import { ListTable } from "../tables/ListTable";
import { showDue, showMoment } from "../time/shanghai";

export function AlertTable({ rows }: { rows: AlertRowFragment[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const ruleName = useRuleName();
  const columns: ColumnType<AlertRowFragment>[] = [
    { key: "level", title: t("alerts.level"), width: 110, render: (_, row) => <LevelSign level={row.level} /> },
    {
      key: "case",
      rowScope: "row",
      title: t("case.number"),
      render: (_, row) => (
        <Link to={`/halls/${row.hall.code}/cases/${encodeURIComponent(row.caseNumber)}`}>{row.caseNumber}</Link>
      ),
    },
    { key: "hall", title: t("alerts.hall"), render: (_, row) => row.hall.name },
    { key: "item", title: t("item.label"), render: (_, row) => row.item.name },
    { key: "department", title: t("department.label"), render: (_, row) => row.department.name },
    {
      key: "clock",
      title: t("alerts.clock"),
      render: (_, row) => (row.rule ? ruleName(row.rule) : t(`clockName.${row.clock}`)),
    },
    { key: "rung", title: t("alerts.rung"), render: (_, row) => knownWord("rung", row.rung) },
    {
      key: "at",
      title: t("alerts.at"),
      className: "figures",
      render: (_, row) => <time dateTime={row.at}>{showDue(row.at)}</time>,
    },
    {
      key: "open",
      title: t("alerts.standing"),
      render: (_, row) =>
        row.noDataSince ? (
          <LampSign lamp="NO_DATA" word={t("alerts.waitsForData", { since: showMoment(row.noDataSince) })} />
        ) : (
          t(row.isCaseOpen ? "alerts.caseOpen" : "alerts.caseEnded")
        ),
    },
  ];
  return (
    <ListTable<AlertRowFragment>
      aria-label={t("alerts.title")}
      rowKey="id"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 980 }}
    />
  );
}
