import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { RungFragment } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { LevelSign } from "../lamp/LevelSign";
import { CitedLink } from "../register/CitedLink";
import { ListTable } from "../tables/ListTable";
import { useRungWords } from "./rungWords";

/** The rungs that hold, each with the tier, version, date and article that it comes from. */
export function RungTable({ hall, rungs }: { hall: string; rungs: RungFragment[] }) {
  const { t } = useTranslation();
  const words = useRungWords();
  const columns: ColumnType<RungFragment>[] = [
    { key: "anchor", rowScope: "row", title: t("signals.anchor"), render: (_, row) => words.anchor(row) },
    { key: "name", title: t("signals.rung"), render: (_, row) => words.name(row) },
    { key: "when", title: t("signals.when"), render: (_, row) => words.when(row) },
    { key: "span", title: t("signals.span"), render: (_, row) => words.span(row) },
    {
      key: "signal",
      title: t("signals.signal"),
      render: (_, row) =>
        row.level ? (
          <LevelSign level={row.level} colour={row.colour} />
        ) : (
          <LampSign lamp={row.colour} word={t("signals.lampOnly")} />
        ),
    },
    { key: "told", title: t("signals.tell"), render: (_, row) => words.told(row) || t("signals.nobody") },
    { key: "card", title: t("signals.proposes"), render: (_, row) => row.proposes && t(`card.${row.proposes}`) },
    { key: "origin", title: t("signals.origin"), render: (_, row) => <Origin origin={row.origin} /> },
    {
      key: "article",
      title: t("signals.article"),
      render: (_, { origin }) =>
        origin ? (
          <CitedLink hall={hall} cited={origin.cited} />
        ) : (
          <span className="quiet">{t("signals.noArticle")}</span>
        ),
    },
  ];
  return (
    <ListTable<RungFragment>
      aria-label={t("signals.rungs")}
      rowKey={(row) => [row.anchor, row.of, row.code, row.unit, row.shortest, row.longest].join("|")}
      columns={columns}
      dataSource={rungs}
      scroll={{ x: 1200 }}
    />
  );
}

function Origin({ origin }: { origin: RungFragment["origin"] }) {
  const { t } = useTranslation();
  if (!origin) return <span className="quiet">{t("signals.ofProduct")}</span>;
  return (
    <>
      {origin.hallName}
      <div className="quiet figures">
        {t("signals.versionFrom", { tier: t(`tier.${origin.tier}`), version: origin.version, from: origin.fromOn })}
      </div>
    </>
  );
}
