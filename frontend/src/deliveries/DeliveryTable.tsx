import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { ShownDeliveryFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { DeliverySteps } from "./DeliverySteps";

type Props = {
  hall: string;
  rows: readonly ShownDeliveryFragment[];
  chosen: readonly string[] | undefined;
  choose: (ids: readonly string[]) => void;
};

/** Newest first. Only dead ones can be chosen, where `chosen` is given. */
export function DeliveryTable({ hall, rows, chosen, choose }: Props) {
  const { t } = useTranslation();
  const selection = chosen && {
    selectedRowKeys: [...chosen],
    onChange: (keys: React.Key[]) => choose(keys.map(String)),
    getCheckboxProps: (row: ShownDeliveryFragment) => ({
      disabled: row.state !== "DEAD",
      "aria-label": t("delivery.choose", { to: row.masked }),
    }),
  };
  return (
    <ListTable<ShownDeliveryFragment>
      aria-label={t("delivery.title")}
      rowKey="id"
      dataSource={[...rows]}
      scroll={{ x: "max-content" }}
      {...(selection ? { rowSelection: selection } : {})}
      columns={[
        {
          key: "at",
          title: t("delivery.at"),
          render: (_, { at }) => (
            <time className="figures" dateTime={at}>
              {showMoment(at)}
            </time>
          ),
        },
        { key: "channel", title: t("delivery.channel"), render: (_, { channel }) => t(`noticeChannel.${channel}`) },
        { key: "kind", title: t("delivery.kind"), render: (_, { kind }) => t(`noticeKind.${kind}`) },
        {
          key: "to",
          title: t("delivery.to"),
          render: (_, { recipientName, masked }) => (
            <>
              {recipientName ?? t("delivery.outside")}
              <div className="quiet figures">{masked}</div>
            </>
          ),
        },
        {
          key: "about",
          title: t("delivery.about2"),
          render: (_, { caseNumber, contactNumber }) =>
            caseNumber ? (
              <Link to={`/halls/${hall}/cases/${encodeURIComponent(caseNumber)}`}>{caseNumber}</Link>
            ) : (
              contactNumber
            ),
        },
        {
          key: "text",
          title: t("delivery.text"),
          render: (_, { subject, text }) => <div className="delivery-text">{subject || text}</div>,
        },
        {
          key: "state",
          title: t("delivery.state"),
          render: (_, row) => <DeliveryStanding row={row} />,
        },
        { key: "steps", title: t("delivery.steps"), render: (_, { steps }) => <DeliverySteps steps={steps} /> },
      ]}
    />
  );
}

/** How it stands, and why it does not go. */
export function DeliveryStanding({ row }: { row: ShownDeliveryFragment }) {
  const { t, i18n } = useTranslation();
  const { state, error, said, dueAt } = row;
  return (
    <>
      <Tag {...(state === "DEAD" ? { className: "tag-bad" } : {})}>{t(`deliveryState.${state}`)}</Tag>
      {state === "WAITING" && <div className="quiet">{t("delivery.dueAt", { at: showMoment(dueAt) })}</div>}
      {error && (
        <div className="quiet">
          {i18n.exists(`deliveryError.${error}`) ? t(`deliveryError.${error as "EXPIRED"}`) : error} {said}
        </div>
      )}
    </>
  );
}
