import { App, Button, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { KeysetPager } from "../cases/KeysetPager";
import { withChange } from "../cases/listAddress";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { NoPostState } from "../states/NoPostState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { NoticeRow } from "./NoticeRow";
import { MarkReadDocument, NoticesDocument } from "./noticeQueries";
import "../cases/list.css";
import "./notices.css";

export function NoticesPage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const { activePost } = useMe();
  const [params, setParams] = useSearchParams();
  usePageTitle(t("notices.title"));
  const hall = activePost?.hall.code ?? "";
  const unreadOnly = params.get("unread") === "1";
  const [{ data, error }, run] = useQuery({
    query: NoticesDocument,
    variables: { hall, unreadOnly, after: params.get("after") },
    pause: !activePost,
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, mark] = useMutation(MarkReadDocument);
  if (!activePost) return <NoPostState />;
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  const rows = data.notices.edges.map(({ node }) => node);
  const unread = rows.filter(({ readAt }) => !readAt).map(({ id }) => id);
  const markAll = async () => {
    const { data: marked, error: failed } = await mark({ hall, ids: unread });
    const problem = failed ? saying.ofQuery(failed) : marked?.markNoticesRead.errors.map(saying.ofUser)[0];
    if (problem) message.error(problem);
    else run({ requestPolicy: "network-only" });
  };
  return (
    <>
      <div className="page-head">
        <h1>{t("notices.title")}</h1>
        <div className="filters">
          <label className="notices-switch">
            <Switch
              checked={unreadOnly}
              onChange={(on) => setParams(withChange(params, { unread: on ? "1" : null }))}
            />
            {t("notices.unreadOnly")}
          </label>
          <Button disabled={unread.length === 0} loading={fetching} onClick={markAll}>
            {t("notices.markRead")}
          </Button>
        </div>
      </div>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("notices.none")}>
            {params.size > 0 ? (
              <LinkButton to="/notices">{t("notices.showAll")}</LinkButton>
            ) : (
              <LinkButton to={`/halls/${hall}/desk`}>{t("desk.title")}</LinkButton>
            )}
          </EmptyState>
        ) : (
          <ul className="notices">
            {rows.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
        <KeysetPager pageInfo={data.notices.pageInfo} />
      </section>
    </>
  );
}
