import { useTranslation } from "react-i18next";
import { TableFile } from "../csv/TableFile";
import type { ShownDeliveryFragment } from "../gql/graphql";
import { inShanghai, showMoment } from "../time/shanghai";

/** The list that is shown, as a file. */
export function DeliveriesFile({ rows }: { rows: readonly ShownDeliveryFragment[] }) {
  const { t } = useTranslation();
  const days = rows.map(({ at }) => inShanghai(at).format("YYYY-MM-DD")).sort();
  if (days.length === 0) return null;
  return (
    <TableFile
      title={t("delivery.title")}
      period={{ from: days[0] ?? "", to: days.at(-1) ?? "" }}
      head={[
        t("delivery.at"),
        t("delivery.channel"),
        t("delivery.kind"),
        t("delivery.to"),
        t("case.number"),
        t("delivery.state"),
        t("delivery.sentAt"),
        t("delivery.receivedAt"),
        t("delivery.cost"),
        t("delivery.messageId"),
      ]}
      rows={() =>
        rows.map((row) => [
          showMoment(row.at),
          t(`noticeChannel.${row.channel}`),
          t(`noticeKind.${row.kind}`),
          [row.recipientName, row.masked].filter(Boolean).join(" "),
          row.caseNumber ?? row.contactNumber ?? "",
          t(`deliveryState.${row.state}`),
          row.sentAt ? showMoment(row.sentAt) : "",
          row.receivedAt ? showMoment(row.receivedAt) : "",
          (row.cost / 100).toFixed(2),
          row.messageId,
        ])
      }
    />
  );
}
