import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { LadderQuery } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";

export type Version = LadderQuery["ladderVersions"]["edges"][number]["node"];

/** What the hall and the tiers above it have published, newest first. */
export function VersionTable({ rows }: { rows: Version[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const columns: ColumnType<Version>[] = [
    { key: "hall", rowScope: "row", title: t("ladder.publisher"), render: (_, row) => row.hallName },
    { key: "tier", title: t("ladder.tier"), render: (_, row) => t(`tier.${row.tier}`) },
    { key: "item", title: t("item.label"), render: (_, row) => row.itemName ?? t("ladder.allItems") },
    { key: "number", title: t("item.version"), className: "figures", render: (_, row) => row.number },
    { key: "from", title: t("ladder.fromOn"), className: "figures", render: (_, row) => row.fromOn },
    {
      key: "rungs",
      title: t("ladder.rungs"),
      render: (_, row) => row.rungs.map(({ code }) => knownWord("rung", code)).join("、"),
    },
    { key: "reason", title: t("ladder.reason"), ellipsis: true, render: (_, row) => row.reason },
    {
      key: "who",
      title: t("ladder.publishedBy"),
      render: (_, row) => (
        <>
          {row.personName} <time dateTime={row.publishedAt}>{showMoment(row.publishedAt)}</time>
        </>
      ),
    },
  ];
  return (
    <ListTable<Version>
      aria-label={t("ladder.versions")}
      rowKey="id"
      columns={columns}
      dataSource={rows}
      scroll={{ x: 1000 }}
    />
  );
}
