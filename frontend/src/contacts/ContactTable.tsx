import { Table, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { ContactRowFragment } from "../gql/graphql";
import { showDue, showMoment } from "../time/shanghai";

type Props = { rows: readonly ContactRowFragment[]; hall: string; address: (number: string) => string };

/** Newest first: who asked what, who answers for it now, and whether the duty waits to be taken over. */
export function ContactTable({ rows, hall, address }: Props) {
  const { t } = useTranslation();
  return (
    <Table<ContactRowFragment>
      aria-label={t("contact.title")}
      size="small"
      rowKey="number"
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        {
          key: "number",
          title: t("contact.number"),
          render: (_, { number }) => <Link to={address(number)}>{number}</Link>,
        },
        { key: "askedAt", title: t("contact.askedAt"), render: (_, { askedAt }) => showMoment(askedAt) },
        { key: "askerName", title: t("contact.askerName"), render: (_, { askerName }) => askerName },
        { key: "question", title: t("contact.question"), render: (_, { question }) => question },
        {
          key: "owner",
          title: t("contact.owner"),
          render: (_, { ownerName, offeredToName }) => (
            <>
              {ownerName}
              {offeredToName && <Tag className="tag-bad">{t("contact.untaken", { name: offeredToName })}</Tag>}
            </>
          ),
        },
        {
          key: "due",
          title: t("contact.dueAt"),
          render: (_, { dueAt, isLate }) => (
            <>
              {dueAt && showDue(dueAt)} {isLate && <Tag className="tag-bad">{t("contact.late")}</Tag>}
            </>
          ),
        },
        {
          key: "state",
          title: t("contact.state"),
          render: (_, { state, caseNumber }) =>
            caseNumber ? (
              <Link to={`/halls/${hall}/cases/${encodeURIComponent(caseNumber)}`}>{caseNumber}</Link>
            ) : (
              t(`contactState.${state}`)
            ),
        },
      ]}
    />
  );
}
