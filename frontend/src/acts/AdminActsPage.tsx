import { Button, Input, Select, Space } from "antd";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { KeysetPager } from "../cases/KeysetPager";
import { withChange } from "../cases/listAddress";
import type { AdminKind } from "../gql/graphql";
import zh from "../messages/zh.json";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { AdminActTable } from "./AdminActTable";
import { AdminActsDocument } from "./actQueries";
import "../cases/list.css";

const KINDS = Object.keys(zh.adminKind) as AdminKind[];

/** What administrators did in this hall, at pages and on the machine; by kind and person, as CSV. */
export function AdminActsPage() {
  const { t, i18n } = useTranslation();
  const { code = "" } = useParams();
  const [params, setParams] = useSearchParams();
  usePageTitle(t("acts.title"));
  const kind = KINDS.find((one) => one === params.get("kind"));
  const person = params.get("person") ?? "";
  const [{ data, error }, ask] = useQuery({
    query: AdminActsDocument,
    variables: { hall: code, kind: kind ?? null, person, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  if (error) return <ProblemState error={error} retry={() => ask({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  const rows = data.adminActs.edges.map(({ node }) => node);
  const asked = new URLSearchParams({ language: i18n.language.startsWith("en") ? "en" : "zh", person });
  if (kind) asked.set("kind", kind);
  return (
    <>
      <div className="page-head">
        <h1>{t("acts.title")}</h1>
        <Button href={`/api/v1/halls/${code}/acts.csv?${asked}`}>{t("export.csv")}</Button>
      </div>
      <section className="panel">
        <Space wrap style={{ marginBottom: 12 }}>
          <Select
            aria-label={t("acts.kind")}
            allowClear
            placeholder={t("acts.kind")}
            popupMatchSelectWidth={false}
            style={{ minWidth: 180 }}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`adminKind.${value}`) }))}
            onChange={(chosen?: AdminKind) => setParams(withChange(params, { kind: chosen ?? null }))}
          />
          <Input.Search
            aria-label={t("acts.person")}
            allowClear
            maxLength={64}
            placeholder={t("acts.person")}
            defaultValue={person}
            onSearch={(text) => setParams(withChange(params, { person: text.trim() || null }))}
          />
        </Space>
        {rows.length === 0 ? <EmptyState text={t("acts.none")} /> : <AdminActTable rows={rows} />}
        <KeysetPager pageInfo={data.adminActs.pageInfo} />
      </section>
    </>
  );
}
