import { Button, Space } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router-dom";
import { useAddress } from "../app/useAddress";
import { nextPage, pageNumber, previousPage, withChange } from "./listAddress";

/** Marks an entry of the history that the page before it led to; one opened from a link has none. */
const CAME_FORWARD = "cameForward";

type Props = {
  pageInfo: {
    hasNextPage: boolean;
    endCursor?: string | null;
    hasPreviousPage?: boolean | null;
    startCursor?: string | null;
  };
};

/** Pages by key, so there is no last page to jump to. A list that pages forward only goes back as the browser does. */
export function KeysetPager({ pageInfo }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params, readdress] = useAddress();
  const page = pageNumber(params);
  const { state } = useLocation();
  const place = useRef<HTMLElement>(null);
  const shown = useRef(page);
  // Another page begins at its first row, for the eye and for the next Tab.
  useEffect(() => {
    const list = place.current?.parentElement;
    if (shown.current === page || !list) return;
    shown.current = page;
    list.tabIndex = -1;
    list.focus({ preventScroll: true });
    list.scrollIntoView({ block: "start" });
  }, [page]);
  if (page === 1 && !pageInfo.hasNextPage) return null;
  const { endCursor, startCursor } = pageInfo;
  const isBackByKey = Boolean(pageInfo.hasPreviousPage && startCursor);
  const goBack = () => (isBackByKey && startCursor ? readdress((now) => previousPage(now, startCursor)) : navigate(-1));
  return (
    <nav className="pager no-print" ref={place} aria-label={t("list.pager")}>
      <Space wrap>
        <Button disabled={page === 1} onClick={() => readdress((now) => withChange(now, {}))}>
          {t("list.first")}
        </Button>
        <Button data-key="[" disabled={page === 1 || !(isBackByKey || state === CAME_FORWARD)} onClick={goBack}>
          {t("list.back")}
        </Button>
        <span className="figures">{t("list.page", { page })}</span>
        <Button
          data-key="]"
          disabled={!pageInfo.hasNextPage || !endCursor}
          onClick={() => endCursor && readdress((now) => nextPage(now, endCursor), { state: CAME_FORWARD })}
        >
          {t("list.next")}
        </Button>
      </Space>
    </nav>
  );
}
