import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { SignalsQuery } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";

export type Version = SignalsQuery["signalVersions"]["edges"][number]["node"];

/** What the hall and the tiers above it have published, newest first. */
export function VersionTable({ rows }: { rows: Version[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const columns: ColumnType<Version>[] = [
    { key: "hall", rowScope: "row", title: t("signals.publisher"), render: (_, row) => row.hallName },
    { key: "tier", title: t("signals.tier"), render: (_, row) => t(`tier.${row.tier}`) },
    { key: "item", title: t("item.label"), render: (_, row) => row.itemName ?? t("signals.allItems") },
    { key: "number", title: t("item.version"), className: "figures", render: (_, row) => row.number },
    { key: "from", title: t("signals.fromOn"), className: "figures", render: (_, row) => row.fromOn },
    {
      key: "rungs",
      title: t("signals.rungs"),
      render: (_, row) => row.rungs.map(({ code }) => knownWord("rung", code)).join("、"),
    },
    { key: "reason", title: t("signals.reason"), ellipsis: true, render: (_, row) => row.reason },
    {
      key: "who",
      title: t("signals.publishedBy"),
      render: (_, row) => (
        <>
          {row.personName} <time dateTime={row.publishedAt}>{showMoment(row.publishedAt)}</time>
        </>
      ),
    },
  ];
  return (
    <ListTable<Version>
      aria-label={t("signals.versions")}
      rowKey="id"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 1000 }}
    />
  );
}
