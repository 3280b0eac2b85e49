import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import type { LookLineFragment } from "../gql/graphql";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { LooksDocument } from "./lookQueries";
import "../cases/list.css";

/** Who of a higher tier looked into this hall, and at what; as CSV. */
export function LooksPage() {
  const { t, i18n } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const subject = params.get("search") ?? "";
  const [{ data, error }, run] = useQuery({
    query: LooksDocument,
    variables: { hall: code, subject, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("looks.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.looks.edges.map(({ node }) => node);
  const asked = new URLSearchParams({ language: i18n.language.startsWith("en") ? "en" : "zh", subject });
  return (
    <>
      <div className="page-head">
        <h1>{t("looks.of", { name: data.hall.name })}</h1>
        <Button href={`/api/v1/halls/${code}/looks.csv?${asked}`}>{t("export.csv")}</Button>
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <label>
            {t("looks.subject")}
            <Input.Search
              key={subject}
              allowClear
              maxLength={64}
              defaultValue={subject}
              onSearch={(text) => change({ search: text.trim() || null })}
            />
          </label>
        </div>
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("looks.none")}>
            <LinkButton to={`/halls/${code}/looks`}>{t("list.clearFilters")}</LinkButton>
          </EmptyState>
        ) : (
          <ListTable<LookLineFragment>
            aria-label={t("looks.title")}
            rowKey="id"
            dataSource={rows}
            scroll={{ x: 640 }}
            columns={[
              {
                key: "at",
                title: t("looks.at"),
                className: "figures",
                render: (_, { at }) => <time dateTime={at}>{showMoment(at)}</time>,
              },
              { key: "person", title: t("looks.person"), render: (_, { personName }) => personName },
              { key: "from", title: t("looks.fromHall"), render: (_, { fromHall }) => fromHall },
              { key: "subject", title: t("looks.subject"), render: (_, row) => <code>{row.subject}</code> },
            ]}
          />
        )}
        <KeysetPager pageInfo={data.looks.pageInfo} />
      </section>
    </>
  );
}
