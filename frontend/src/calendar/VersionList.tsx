import { useTranslation } from "react-i18next";
import type { ShownVersionFragment } from "../gql/graphql";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";

/** Versions of the layers that a place stands under, newest first. */
export function VersionList({ rows }: { rows: readonly ShownVersionFragment[] }) {
  const { t } = useTranslation();
  return (
    <ListTable<ShownVersionFragment>
      aria-label={t("calendar.versions")}
      rowKey="version"
      dataSource={[...rows]}
      scroll={{ x: "max-content" }}
      columns={[
        {
          key: "version",
          title: t("calendar.version"),
          render: (_, { version, isCurrent }) => (
            <>
              {version} {isCurrent && <span className="quiet">{t("calendar.current")}</span>}
            </>
          ),
        },
        { key: "layer", title: t("calendar.layer"), render: (_, { layer }) => t(`calendarLayer.${layer}`) },
        { key: "place", title: t("calendar.place"), render: (_, { place }) => place ?? t("calendar.nation") },
        { key: "year", title: t("calendar.year"), render: (_, { year }) => year },
        {
          key: "source",
          title: t("calendar.source"),
          render: (_, { source, notice, reason }) => [source, notice, reason].filter(Boolean).join(" · "),
        },
        { key: "person", title: t("calendar.publishedBy"), render: (_, { personName }) => personName },
        { key: "at", title: t("calendar.publishedAt"), render: (_, { publishedAt }) => showMoment(publishedAt) },
      ]}
    />
  );
}
