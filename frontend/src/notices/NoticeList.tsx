import { Button, Segmented, Switch } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { EmptyState } from "../states/EmptyState";
import "../cases/list.css";
import "./notices.css";

type Props = {
  /** Which list is shown; the choice is offered where there are both. */
  about: "hall" | "account";
  hasHall: boolean;
  rows: ReactNode[];
  unread: number;
  isMarking: boolean;
  markAll: () => void;
  none: string;
  elsewhere: ReactNode;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
};

/** Messages of a hall or of the account: newest first, unread ones alone if so asked, marked a page at a time. */
export function NoticeList({ about, hasHall, rows, unread, isMarking, markAll, none, elsewhere, pageInfo }: Props) {
  const { t } = useTranslation();
  const [params, change] = useChange();
  usePageTitle(t("notices.title"));
  const isNarrowed = params.get("unread") === "1" || params.has("after");
  return (
    <>
      <div className="page-head">
        <h1>{t("notices.title")}</h1>
        <div className="filters">
          {hasHall && (
            <Segmented
              aria-label={t("notices.title")}
              value={about}
              options={[
                { value: "hall", label: t("notices.ofHall") },
                { value: "account", label: t("accountNotices.title") },
              ]}
              onChange={(chosen) => change({ about: chosen === "account" ? chosen : null })}
            />
          )}
          <label className="notices-switch">
            <Switch checked={params.get("unread") === "1"} onChange={(on) => change({ unread: on ? "1" : null })} />
            {t("notices.unreadOnly")}
          </label>
          <Button disabled={unread === 0} loading={isMarking} onClick={markAll}>
            {t("notices.markRead")}
          </Button>
        </div>
      </div>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={none}>
            {isNarrowed ? (
              <LinkButton to={about === "account" ? "/notices?about=account" : "/notices"}>
                {t("notices.showAll")}
              </LinkButton>
            ) : (
              elsewhere
            )}
          </EmptyState>
        ) : (
          <ul className="notices">{rows}</ul>
        )}
        <KeysetPager pageInfo={pageInfo} />
      </section>
    </>
  );
}
