import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { NoticeList } from "./NoticeList";
import { NoticeRow } from "./NoticeRow";
import { MarkReadDocument, NoticesDocument } from "./noticeQueries";

/** What the post's hall has for the person. */
export function HallNotices({ hall }: { hall: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [params] = useSearchParams();
  const [{ data, error }, run] = useQuery({
    query: NoticesDocument,
    variables: { hall, unreadOnly: params.get("unread") === "1", after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, mark] = useMutation(MarkReadDocument);
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
    <NoticeList
      about="hall"
      hasHall
      rows={rows.map((notice) => <NoticeRow key={notice.id} notice={notice} />)}
      unread={unread.length}
      isMarking={fetching}
      markAll={markAll}
      none={t("notices.none")}
      elsewhere={<LinkButton to={`/halls/${hall}/desk`}>{t("desk.title")}</LinkButton>}
      pageInfo={data.notices.pageInfo}
    />
  );
}
