import { App, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import type { AccountNoticeLineFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { useClientWords } from "../signins/clientWords";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useSaying } from "../states/saying";
import { showMoment } from "../time/shanghai";
import { AccountNoticesDocument, MarkAccountReadDocument } from "./accountNoticeQueries";
import { NoticeList } from "./NoticeList";

type Said = Partial<Record<"address" | "browser" | "system" | "hall_name" | "role" | "label", string>>;

/** What happened to one's own account; a person without any post has these as well. */
export function AccountNotices({ hasHall }: { hasHall: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const [params] = useSearchParams();
  const [{ data, error }, ask] = useQuery({
    query: AccountNoticesDocument,
    variables: { unreadOnly: params.get("unread") === "1", after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, mark] = useMutation(MarkAccountReadDocument);
  const again = () => ask({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const rows = data.accountNotices.edges.map(({ node }) => node);
  const unread = rows.filter(({ readAt }) => !readAt).map(({ id }) => id);
  const markAll = async () => {
    const { error: failed } = await mark({ ids: unread });
    if (failed) message.error(saying.ofQuery(failed));
    else again();
  };
  return (
    <NoticeList
      about="account"
      hasHall={hasHall}
      rows={rows.map((notice) => <AccountNoticeRow key={notice.id} notice={notice} />)}
      unread={unread.length}
      isMarking={fetching}
      markAll={markAll}
      none={t("accountNotices.none")}
      elsewhere={<LinkButton to="/account">{t("account.title")}</LinkButton>}
      pageInfo={data.accountNotices.pageInfo}
    />
  );
}

function AccountNoticeRow({ notice }: { notice: AccountNoticeLineFragment }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const clientWords = useClientWords();
  const { kind, params, readAt, at } = notice;
  const { address = "", browser = "", system = "", hall_name = "", role = "", label = "" } = JSON.parse(params) as Said;
  const values = {
    client: clientWords({ browser, system }),
    address: address || t("account.unknown"),
    hall: hall_name,
    role: role && knownWord("role", role),
    label,
  };
  return (
    <li className={readAt ? undefined : "notice-unread"}>
      <span className="notice-text">
        <Link to="/account">{t(`accountNotice.${kind}`, values)}</Link>
      </span>
      {!readAt && <Tag>{t("notices.unread")}</Tag>}
      <time className="quiet figures" dateTime={at}>
        {showMoment(at)}
      </time>
    </li>
  );
}
