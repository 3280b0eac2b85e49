import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMe } from "../app/session";
import type { MatterKind, OpenMatterRowFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { type ListColumn, momentColumn } from "../tables/columns";
import { inShanghai } from "../time/shanghai";

const PAGES: Record<MatterKind, string> = {
  ORDER: "orders",
  ACCOUNTABILITY: "accountability",
  CIRCULAR: "circulars",
};
const STATES: Record<MatterKind, string> = {
  ORDER: "orderState",
  ACCOUNTABILITY: "accountabilityState",
  CIRCULAR: "circularState",
};

/** The columns of open matters across halls: since when, and whether the department or a decision is waited for. */
export function useOpenMatterColumns(): ListColumn<OpenMatterRowFragment>[] {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const { now } = useMe();
  const age = (at: string) =>
    inShanghai(now)
      .startOf("day")
      .diff(dayjs(inShanghai(at).startOf("day")), "day");
  return [
    {
      key: "number",
      rowScope: "row",
      title: t("order.number"),
      text: ({ number }) => number || "—",
      render: (_, { hall, kind, id, number }) => (
        <Link to={`/halls/${hall.code}/${PAGES[kind]}/${id}`}>{number || "—"}</Link>
      ),
    },
    { key: "kind", title: t("order.kind"), text: ({ kind }) => t(`matterKind.${kind}`) },
    { key: "hall", title: t("alerts.hall"), text: ({ hall }) => hall.name },
    { key: "department", title: t("department.label"), text: ({ department }) => department.name },
    {
      key: "state",
      title: t("order.state"),
      text: ({ kind, state, isLate }) =>
        isLate ? `${knownWord(STATES[kind], state)} ${t("order.replyLate")}` : knownWord(STATES[kind], state),
      render: (_, { kind, state, isLate }) => (
        <>
          {knownWord(STATES[kind], state)}
          {isLate && <strong className="order-late"> {t("order.replyLate")}</strong>}
        </>
      ),
    },
    {
      key: "at",
      title: t("order.waitsFor"),
      text: ({ isAwaited }) => t(isAwaited ? "order.waitsForAnswer" : "order.waitsForDecision"),
    },
    momentColumn("issued", t("order.issuedAt"), ({ issuedAt }) => issuedAt),
    {
      key: "age",
      title: t("order.age"),
      className: "figures",
      text: ({ issuedAt }) => age(issuedAt),
      render: (_, { issuedAt }) => t("order.ageDays", { count: age(issuedAt) }),
    },
  ];
}
