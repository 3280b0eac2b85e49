import { Button, Popconfirm, Space, Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { ShownPostFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";

export type PostAct = "end" | "signOut" | "lift";
type Props = {
  rows: readonly ShownPostFragment[];
  isBusy: boolean;
  act: (what: PostAct, row: ShownPostFragment) => Promise<void>;
};

/** One post a row: who, as what, for which departments and days, and how he gets in now. */
export function PostTable({ rows, isBusy, act }: Props) {
  const { t } = useTranslation();
  return (
    <ListTable<ShownPostFragment>
      aria-label={t("people.title")}
      rowKey="id"
      dataSource={[...rows]}
      scroll={{ x: "max-content" }}
      columns={[
        {
          key: "name",
          title: t("people.name"),
          render: (_, { displayName, username, isOwn }) => (
            <>
              {displayName} <span className="quiet">{username}</span> {isOwn && <Tag>{t("people.own")}</Tag>}
            </>
          ),
        },
        {
          key: "role",
          title: t("people.role"),
          render: (_, { role, section }) => [t(`role.${role}`), section].filter(Boolean).join(" · "),
        },
        { key: "departments", title: t("people.departments"), render: (_, { departments }) => departments.join("、") },
        { key: "fromOn", title: t("people.fromOn"), render: (_, { fromOn }) => fromOn },
        { key: "untilOn", title: t("people.untilOn"), render: (_, { untilOn }) => untilOn },
        { key: "when", title: t("people.when"), render: (_, { when }) => t(`postWhen.${when}`) },
        {
          key: "access",
          title: t("people.access"),
          render: (_, { sessions, seenAt, isLocked }) => (
            <>
              {sessions > 0 ? t("people.signedIn", { count: sessions, at: showMoment(seenAt ?? "") }) : t("people.out")}{" "}
              {isLocked && <Tag className="tag-bad">{t("people.locked")}</Tag>}
            </>
          ),
        },
        { key: "acts", title: t("account.acts"), render: (_, row) => <Acts row={row} isBusy={isBusy} act={act} /> },
      ]}
    />
  );
}

function Acts({ row, isBusy, act }: { row: ShownPostFragment } & Omit<Props, "rows">) {
  const { t } = useTranslation();
  const name = row.displayName;
  const isHeld = row.when === "HELD";
  return (
    <Space wrap>
      <Popconfirm title={t("people.asked", { name })} onConfirm={() => void act("signOut", row)}>
        <Button size="small" danger disabled={isBusy || !isHeld || row.sessions === 0}>
          {t("people.signOut")}
        </Button>
      </Popconfirm>
      {isHeld && row.isLocked && (
        <Popconfirm title={t("people.liftAsked", { name })} onConfirm={() => void act("lift", row)}>
          <Button size="small" disabled={isBusy}>
            {t("people.lift")}
          </Button>
        </Popconfirm>
      )}
      {row.when !== "ENDED" && !row.isOwn && (
        <Popconfirm title={t("people.endAsked", { name })} onConfirm={() => void act("end", row)}>
          <Button size="small" danger disabled={isBusy}>
            {t("people.end")}
          </Button>
        </Popconfirm>
      )}
    </Space>
  );
}
