import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { NoticeLineFragment } from "../gql/graphql";
import { LevelSign } from "../lamp/LevelSign";
import { showMoment } from "../time/shanghai";
import { noticeAddress, useNoticeWords } from "./noticeWords";

export function NoticeRow({ notice }: { notice: NoticeLineFragment }) {
  const { t } = useTranslation();
  const words = useNoticeWords();
  const text = words(notice);
  const address = noticeAddress(notice);
  return (
    <li className={notice.readAt ? undefined : "notice-unread"}>
      {notice.level && <LevelSign level={notice.level} />}
      <span className="notice-text">{address ? <Link to={address}>{text}</Link> : text}</span>
      {!notice.readAt && <Tag>{t("notices.unread")}</Tag>}
      <time className="quiet figures" dateTime={notice.at}>
        {showMoment(notice.at)}
      </time>
    </li>
  );
}
