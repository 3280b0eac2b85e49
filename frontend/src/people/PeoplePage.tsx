import { App, Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import type { ShownStaffFragment } from "../gql/graphql";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { ForceSignOutDocument, PeopleDocument } from "./peopleQueries";

/** Who holds a post in this hall and whether he is signed in, for its administrator. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { message } = App.useApp();
  const saying = useSaying();
  usePageTitle(t("people.title"));
  const [{ data, error }, ask] = useQuery({
    query: PeopleDocument,
    variables: { hall: code },
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, force] = useMutation(ForceSignOutDocument);
  const again = () => ask({ requestPolicy: "network-only" });
  const signOut = async (username: string) => {
    const { data, error } = await force({ input: { hall: code, username } });
    const problem = error ? saying.ofQuery(error) : data?.act.errors.map(saying.ofUser)[0];
    if (problem) message.error(problem);
    else message.success(t("people.signedOut"));
    again();
  };
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <div className="page-head">
        <h1>{t("people.title")}</h1>
      </div>
      <section className="panel">
        <p className="quiet">{t("people.about")}</p>
        <ListTable<ShownStaffFragment>
          aria-label={t("people.title")}
          size="small"
          rowKey="username"
          dataSource={[...data.people]}
          pagination={false}
          scroll={{ x: "max-content" }}
          columns={[
            { key: "name", title: t("people.name"), render: (_, { displayName }) => displayName },
            { key: "username", title: t("people.username"), render: (_, { username }) => username },
            { key: "posts", title: t("people.posts"), render: (_, { posts }) => <Posts posts={posts} /> },
            {
              key: "sessions",
              title: t("people.sessions"),
              render: (_, { sessions, seenAt }) =>
                sessions > 0
                  ? t("people.signedIn", { count: sessions, at: showMoment(seenAt ?? "") })
                  : t("people.out"),
            },
            {
              key: "acts",
              title: t("account.acts"),
              render: (_, { username, displayName, sessions }) => (
                <Popconfirm title={t("people.asked", { name: displayName })} onConfirm={() => void signOut(username)}>
                  <Button size="small" danger disabled={fetching || sessions === 0}>
                    {t("people.signOut")}
                  </Button>
                </Popconfirm>
              ),
            },
          ]}
        />
      </section>
    </>
  );
}

function Posts({ posts }: { posts: ShownStaffFragment["posts"] }) {
  const { t } = useTranslation();
  return posts.map(({ role, departments, section, fromOn }) => (
    <div key={`${role}${section}${fromOn}`}>
      {[t(`role.${role}`), section, ...departments].filter(Boolean).join(" · ")}
    </div>
  ));
}
