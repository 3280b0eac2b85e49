import { Layout, Watermark } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, ScrollRestoration, useLocation } from "react-router-dom";
import { ClassNames } from "../classes/ClassNames";
import { useColours } from "../design/tint";
import { KeysHelp } from "../keys/KeysHelp";
import { pressed } from "../keys/listKeys";
import { useKeys } from "../keys/useKeys";
import { LoadingState } from "../states/LoadingState";
import { HeaderBar } from "./HeaderBar";
import { IdentityDialog } from "./IdentityDialog";
import { type Me, useSession } from "./session";

/** Header, demo mark and place of the page; people who are not signed in are sent to sign in and come back. */
export function Shell() {
  const { me } = useSession();
  const { pathname, search } = useLocation();
  if (me === null) {
    const next = encodeURIComponent(pathname + search);
    return <Navigate to={`/sign-in?next=${next}`} replace />;
  }
  // Until he has one, this session of his sees nothing else.
  if (me.needsSecondFactor && pathname !== "/account") return <Navigate to="/account" replace />;
  return <Frame me={me} />;
}

function Frame({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { mark } = useColours();
  const content = useArrival();
  const [isHelping, setHelping] = useState(false);
  useKeys((key) => {
    if (key !== "?") return pressed(key, document);
    setHelping(true);
    return true;
  });
  const page = (
    <main id="content" className="page" tabIndex={-1} ref={content}>
      <Suspense fallback={<LoadingState />}>
        <ClassNames>
          <Outlet />
        </ClassNames>
      </Suspense>
    </main>
  );
  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        {t("app.skipToContent")}
      </a>
      <HeaderBar me={me} showKeys={() => setHelping(true)} />
      <IdentityDialog />
      {me.isDemo ? (
        <Watermark className="marked" content={t("app.demoMark")} font={{ color: mark }}>
          {page}
        </Watermark>
      ) : (
        page
      )}
      {me.isDemo && <p className="print-mark">{t("app.demoMark")}</p>}
      {isHelping && <KeysHelp close={() => setHelping(false)} />}
      <ScrollRestoration />
    </Layout>
  );
}

/** Another page takes the focus, so that it is read from its beginning; a field of it that asks for the focus keeps it. */
function useArrival() {
  const content = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const left = useRef(pathname);
  useEffect(() => {
    if (left.current === pathname) return;
    left.current = pathname;
    // The link that led here may still stand there while the page is read, and goes with what was shown before.
    const field = content.current?.querySelector("input:focus, textarea:focus");
    if (!field) content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return content;
}
