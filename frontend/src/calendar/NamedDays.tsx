import { useTranslation } from "react-i18next";
import { TableFile } from "../csv/TableFile";
import type { NamedDayFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { inShanghai } from "../time/shanghai";
import { useDayWords } from "./useDayWords";

/** Every day that does not go by the week, with the layer, version and source that say so. */
export function NamedDays({ year, days }: { year: number; days: readonly NamedDayFragment[] }) {
  const { t } = useTranslation();
  const words = useDayWords();
  const weekday = (on: string) => t(`weekday.${(inShanghai(`${on}T12:00:00+08:00`).day() || 7) as 1}`);
  const layer = (day: NamedDayFragment) => (day.layer ? t(`calendarLayer.${day.layer}`) : "");
  const head = [
    t("calendar.day"),
    t("calendar.what"),
    t("calendar.name"),
    t("calendar.layer"),
    t("calendar.version"),
    t("calendar.source"),
  ];
  return (
    <section className="panel">
      <div className="page-head">
        <h2>{t("calendar.named")}</h2>
        <TableFile
          title={t("calendar.named")}
          period={{ from: `${year}-01-01`, to: `${year}-12-31` }}
          head={head}
          rows={() =>
            days.map((day) => [
              day.on,
              t(`calendar.kind.${day.kind}`),
              words.title(day.title),
              layer(day),
              day.version ?? "",
              day.source ?? "",
            ])
          }
        />
      </div>
      <ListTable<NamedDayFragment>
        aria-label={t("calendar.named")}
        rowKey="on"
        dataSource={[...days]}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("calendar.noDays") }}
        columns={[
          {
            key: "on",
            title: head[0],
            render: (_, { on, isProvisional }) => (
              <span className="figures">
                {on} {weekday(on)} {isProvisional && <span className="quiet">{t("clock.provisionalShort")}</span>}
              </span>
            ),
          },
          { key: "kind", title: head[1], render: (_, { kind }) => t(`calendar.kind.${kind}`) },
          { key: "title", title: head[2], render: (_, { title }) => words.title(title) },
          { key: "layer", title: head[3], render: (_, day) => layer(day) },
          { key: "version", title: head[4], render: (_, { version }) => version },
          {
            key: "source",
            title: head[5],
            render: (_, { layer: by, source }) => (by ? source : t("calendar.noNotice")),
          },
        ]}
      />
    </section>
  );
}
