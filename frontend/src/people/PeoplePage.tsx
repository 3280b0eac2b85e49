import { App, Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { PostWhen, ShownPostFragment } from "../gql/graphql";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { GrantPost, ROLES } from "./GrantPost";
import { type PostAct, PostTable } from "./PostTable";
import { EndPostDocument, ForceSignOutDocument, LiftLockDocument, PostsDocument } from "./peopleQueries";
import "../cases/list.css";

const WHENS: readonly PostWhen[] = ["HELD", "COMING", "ENDED"];
const DONE = { end: "people.ended", signOut: "people.signedOut", lift: "people.lifted" } as const;

/** Who holds which post in this hall, for its administrator: posts are given and ended, access is reset. */
export function PeoplePage() {
  const { t, i18n } = useTranslation();
  const { code = "" } = useParams();
  const { message } = App.useApp();
  const saying = useSaying();
  const [params, change] = useChange();
  usePageTitle(t("people.title"));
  const when = params.get("when") === "all" ? undefined : (oneOf(WHENS, params.get("when")) ?? "HELD");
  const role = oneOf(ROLES, params.get("role"));
  const department = params.get("department");
  const search = params.get("search") ?? "";
  const [{ data, error }, ask] = useQuery({
    query: PostsDocument,
    variables: {
      hall: code,
      postWhen: when ?? null,
      role: role ?? null,
      department,
      search,
      after: params.get("after"),
    },
    requestPolicy: "cache-and-network",
  });
  const [ending, end] = useMutation(EndPostDocument);
  const [forcing, force] = useMutation(ForceSignOutDocument);
  const [lifting, lift] = useMutation(LiftLockDocument);
  const again = () => ask({ requestPolicy: "network-only" });
  const send = { signOut: force, lift };
  const act = async (what: PostAct, { id, username }: ShownPostFragment) => {
    const idempotencyKey = crypto.randomUUID();
    const { data, error } = await (what === "end"
      ? end({ input: { hall: code, id, idempotencyKey } })
      : send[what]({ input: { hall: code, username, idempotencyKey } }));
    const problem = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    if (problem) message.error(problem);
    else message.success(t(DONE[what]));
    again();
  };
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const rows = data.posts.edges.map(({ node }) => node);
  const departments = data.hall?.departments ?? [];
  const asked = new URLSearchParams({ language: i18n.language.startsWith("en") ? "en" : "zh" });
  for (const [key, value] of Object.entries({ when, role, department, search })) if (value) asked.set(key, value);
  const all = { value: "", label: t("list.all") };
  return (
    <>
      <div className="page-head">
        <h1>{t("people.title")}</h1>
        <LinkButton to={`/halls/${code}/sign-ins`}>{t("people.signIns")}</LinkButton>
        <Button href={`/api/v1/halls/${code}/posts.csv?${asked}`}>{t("export.csv")}</Button>
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <label>
            {t("people.searchHint")}
            <Input.Search
              key={search}
              allowClear
              maxLength={64}
              defaultValue={search}
              onSearch={(text) => change({ search: text.trim() })}
            />
          </label>
          <label>
            {t("people.when")}
            <Select
              className="choice"
              value={when ?? "all"}
              options={[
                ...WHENS.map((value) => ({ value: value as string, label: t(`postWhen.${value}`) })),
                { value: "all", label: t("list.all") },
              ]}
              onChange={(chosen) => change({ when: chosen })}
            />
          </label>
          <label>
            {t("people.role")}
            <Select
              className="choice"
              value={role ?? ""}
              options={[all, ...ROLES.map((value) => ({ value: value as string, label: t(`role.${value}`) }))]}
              onChange={(chosen) => change({ role: chosen })}
            />
          </label>
          <label>
            {t("people.departments")}
            <Select
              className="choice"
              popupMatchSelectWidth={false}
              showSearch={{ optionFilterProp: "label" }}
              value={department ?? ""}
              options={[all, ...departments.map((one) => ({ value: one.code, label: one.name }))]}
              onChange={(chosen) => change({ department: chosen })}
            />
          </label>
        </div>
      </section>
      <section className="panel">
        <p className="quiet">{t("people.about")}</p>
        {rows.length === 0 ? (
          <EmptyState text={t("people.none")}>
            <LinkButton to={`/halls/${code}/people`}>{t("list.clearFilters")}</LinkButton>
          </EmptyState>
        ) : (
          <PostTable rows={rows} isBusy={ending.fetching || forcing.fetching || lifting.fetching} act={act} />
        )}
        <KeysetPager pageInfo={data.posts.pageInfo} />
      </section>
      <section className="panel" aria-labelledby="grant">
        <h2 id="grant">{t("people.grant")}</h2>
        <p className="quiet">{t("people.grantAbout")}</p>
        <GrantPost hall={code} departments={departments} granted={again} />
      </section>
    </>
  );
}
