import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { OrderLineFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { type ListColumn, momentColumn } from "../tables/columns";
import { showDue } from "../time/shanghai";

type Line = OrderLineFragment;

/** The columns of a hall's orders, drafts among them. */
export function useOrderColumns(hall: string): ListColumn<Line>[] {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const state = ({ state, kind }: Line) => knownWord("orderState", state, { context: kind });
  return [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      text: ({ number }) => number ?? t("order.draftTitle"),
      render: (_, { id, number }) => <Link to={`/halls/${hall}/orders/${id}`}>{number ?? t("order.draftTitle")}</Link>,
    },
    { key: "kind", title: t("order.kind"), text: ({ kind }) => t(`orderKind.${kind}`) },
    {
      key: "state",
      title: t("order.state"),
      text: (row) => (row.isReplyLate ? `${state(row)} ${t("order.replyLate")}` : state(row)),
      render: (_, row) => (
        <>
          {state(row)}
          {row.isReplyLate && <strong className="order-late"> {t("order.replyLate")}</strong>}
        </>
      ),
    },
    { key: "department", title: t("department.label"), text: ({ department }) => department.name },
    { key: "subject", title: t("order.field.subject"), ellipsis: true, text: ({ subject }) => subject },
    momentColumn("due", t("order.replyUntil"), ({ replyDueAt }) => replyDueAt, showDue),
    momentColumn("at", t("order.at"), ({ at }) => at),
  ];
}
