import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { AlertRowFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { LevelSign } from "../lamp/LevelSign";
import { useKnownWord } from "../messages/knownWord";
import { useRuleName } from "../rules/useRuleName";
import { type ListColumn, momentColumn } from "../tables/columns";
import { showDue, showMoment } from "../time/shanghai";

/** The columns of what is yellow or red; a row leads to its case. */
export function useAlertColumns(): ListColumn<AlertRowFragment>[] {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const ruleName = useRuleName();
  const standing = ({ noDataSince, isCaseOpen }: AlertRowFragment) =>
    noDataSince
      ? t("alerts.waitsForData", { since: showMoment(noDataSince) })
      : t(isCaseOpen ? "alerts.caseOpen" : "alerts.caseEnded");
  return [
    {
      key: "level",
      title: t("alerts.level"),
      width: 110,
      text: ({ level }) => t(`level.${level}`),
      render: (_, { level }) => <LevelSign level={level} />,
    },
    {
      key: "case",
      rowScope: "row",
      title: t("case.number"),
      text: ({ caseNumber }) => caseNumber,
      render: (_, { hall, caseNumber }) => (
        <Link to={`/halls/${hall.code}/cases/${encodeURIComponent(caseNumber)}`}>{caseNumber}</Link>
      ),
    },
    { key: "hall", title: t("alerts.hall"), text: ({ hall }) => hall.name },
    { key: "item", title: t("item.label"), text: ({ item }) => item.name },
    { key: "department", title: t("department.label"), text: ({ department }) => department.name },
    {
      key: "clock",
      title: t("alerts.clock"),
      text: ({ rule, clock }) => (rule ? ruleName(rule) : t(`clockName.${clock}`)),
    },
    { key: "rung", title: t("alerts.rung"), text: ({ rung }) => knownWord("rung", rung) },
    momentColumn("at", t("alerts.at"), ({ at }) => at, showDue),
    {
      key: "open",
      title: t("alerts.standing"),
      text: standing,
      render: (_, row) => (row.noDataSince ? <LampSign lamp="NO_DATA" word={standing(row)} /> : standing(row)),
    },
  ];
}
