import { useTranslation } from "react-i18next";
import type { DeliveriesQueryVariables, ShownDeliveryFragment } from "../gql/graphql";
import type { ListColumn } from "../tables/columns";
import { ListFile } from "../tables/ListFile";
import { showMoment } from "../time/shanghai";
import { DeliveriesDocument } from "./deliveryQueries";

type Told = Pick<ListColumn<ShownDeliveryFragment>, "title" | "text">;

/** The list as a file, with its costs and the numbers of its messages, and without their texts. */
export function DeliveriesFile({ asked }: { asked: DeliveriesQueryVariables }) {
  const { t } = useTranslation();
  const columns: Told[] = [
    { title: t("delivery.at"), text: ({ at }) => showMoment(at) },
    { title: t("delivery.channel"), text: ({ channel }) => t(`noticeChannel.${channel}`) },
    { title: t("delivery.kind"), text: ({ kind }) => t(`noticeKind.${kind}`) },
    { title: t("delivery.to"), text: ({ recipientName, masked }) => [recipientName, masked].filter(Boolean).join(" ") },
    { title: t("case.number"), text: ({ caseNumber, contactNumber }) => caseNumber ?? contactNumber ?? null },
    { title: t("delivery.state"), text: ({ state }) => t(`deliveryState.${state}`) },
    { title: t("delivery.sentAt"), text: ({ sentAt }) => (sentAt ? showMoment(sentAt) : null) },
    { title: t("delivery.receivedAt"), text: ({ receivedAt }) => (receivedAt ? showMoment(receivedAt) : null) },
    { title: t("delivery.cost"), text: ({ cost }) => cost / 100 },
    { title: t("delivery.messageId"), text: ({ messageId }) => messageId },
  ];
  return (
    <ListFile
      title={t("delivery.title")}
      query={DeliveriesDocument}
      asked={asked}
      of={({ deliveries }) => deliveries}
      columns={columns}
    />
  );
}
