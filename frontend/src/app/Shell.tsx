import { Layout, Watermark } from "antd";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router-dom";
import { useColours } from "../design/tint";
import { LoadingState } from "../states/LoadingState";
import { HeaderBar } from "./HeaderBar";
import { IdentityDialog } from "./IdentityDialog";
import { useSession } from "./session";

/** Header, demo mark and place of the page; people who are not signed in are sent to sign in and come back. */
export function Shell() {
  const { me } = useSession();
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { mark } = useColours();
  if (me === null) {
    const next = encodeURIComponent(pathname + search);
    return <Navigate to={`/sign-in?next=${next}`} replace />;
  }
  // Until he has one, this session of his sees nothing else.
  if (me.needsSecondFactor && pathname !== "/account") return <Navigate to="/account" replace />;
  const page = (
    <main id="content" className="page" tabIndex={-1}>
      <Suspense fallback={<LoadingState />}>
        <Outlet />
      </Suspense>
    </main>
  );
  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        {t("app.skipToContent")}
      </a>
      <HeaderBar me={me} />
      <IdentityDialog />
      {me.isDemo ? (
        <Watermark content={t("app.demoMark")} font={{ color: mark }}>
          {page}
        </Watermark>
      ) : (
        page
      )}
      {me.isDemo && <p className="print-mark">{t("app.demoMark")}</p>}
    </Layout>
  );
}
