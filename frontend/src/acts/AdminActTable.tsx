import { Table } from "antd";
import { useTranslation } from "react-i18next";
import type { ShownAdminActFragment } from "../gql/graphql";
import { showMoment } from "../time/shanghai";

/** Newest first; who did it stands with the post, or as done on the machine. */
export function AdminActTable({ rows }: { rows: readonly ShownAdminActFragment[] }) {
  const { t } = useTranslation();
  return (
    <Table<ShownAdminActFragment>
      aria-label={t("acts.title")}
      size="small"
      rowKey="id"
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        {
          key: "at",
          title: t("acts.at"),
          render: (_, { at }) => <time dateTime={at}>{showMoment(at)}</time>,
        },
        { key: "kind", title: t("acts.kind"), render: (_, { kind }) => t(`adminKind.${kind}`) },
        {
          key: "who",
          title: t("acts.person"),
          render: (_, { personName, role, fromHall }) => (
            <>
              {personName}
              <div className="quiet">{role ? `${t(`role.${role}`)} · ${fromHall}` : t("acts.machine")}</div>
            </>
          ),
        },
        { key: "subject", title: t("acts.subject"), render: (_, { subject }) => subject },
        { key: "before", title: t("acts.before"), render: (_, { before }) => <Members members={before} /> },
        { key: "after", title: t("acts.after"), render: (_, { after }) => <Members members={after} /> },
      ]}
    />
  );
}

function Members({ members }: { members: ShownAdminActFragment["before"] }) {
  return members.map(({ name, value }) => (
    <div key={name}>
      <code>{name}</code> {value}
    </div>
  ));
}
