import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import type { HallChangesQuery } from "../gql/graphql";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { PanelPager, useTurned } from "../tables/PanelPager";
import { HallChangesDocument } from "./hallQueries";

type Change = HallChangesQuery["hallChanges"]["edges"][number]["node"];

/** What was changed of the tree, when and by which document; figures of the days before stay where they were. */
export function HallChanges({ code }: { code: string }) {
  const { t } = useTranslation();
  const turned = useTurned();
  const [{ data, error }, run] = useQuery({
    query: HallChangesDocument,
    variables: { code, after: turned.after },
    requestPolicy: "cache-and-network",
  });
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState height={120} />;
  const { edges, pageInfo } = data.hallChanges;
  const word = ({ kind }: Change, value: string) =>
    kind === "STATE" ? t(`hallState.${value}` as "hallState.LIVE") : value;
  const columns: ColumnType<Change>[] = [
    { key: "on", rowScope: "row", title: t("halls.on"), className: "figures", render: (_, { on }) => on },
    { key: "name", title: t("halls.name"), render: (_, { name }) => name },
    { key: "kind", title: t("halls.kind"), render: (_, { kind }) => t(`changeKind.${kind}`) },
    { key: "before", title: t("halls.before"), render: (_, one) => word(one, one.before) },
    { key: "after", title: t("halls.after"), render: (_, one) => word(one, one.after) },
    { key: "reason", title: t("halls.field.reason"), render: (_, { reason }) => reason },
    { key: "person", title: t("halls.person"), render: (_, { personName }) => personName },
  ];
  return (
    <section className="panel">
      <h2>{t("halls.changes")}</h2>
      <ListTable<Change>
        aria-label={t("halls.changes")}
        rowKey="id"
        columns={columns}
        dataSource={edges.map(({ node }) => node)}
        locale={{ emptyText: t("halls.noChanges") }}
        pagination={false}
        scroll={{ x: "max-content" }}
      />
      <PanelPager turned={turned} pageInfo={pageInfo} label={t("halls.changes")} />
    </section>
  );
}
