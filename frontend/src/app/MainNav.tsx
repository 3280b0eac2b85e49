import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useLocation } from "react-router-dom";
import type { Me } from "./session";

type Post = NonNullable<Me["activePost"]>;

/** Pixels of the entry before that stay in sight: there is more on that side. */
const MARGIN = 40;

// Pages of a hall that are not its cases.
const IN_HALL =
  /\/(exchange|people|deliveries|channels|reasons|sign-ins|class-names|acts|desk|contacts|orders|register|signals|calendar|accountability|circulars|ladder|red-decisions|looks)(\/(\d+|new))?$/;

export function MainNav({ post }: { post: Post }) {
  const { t } = useTranslation();
  const { code, isProvisioned } = post.hall;
  const { pathname } = useLocation();
  // These two lead home from any region or hall, so the whole section counts as here.
  const here = (section: string) =>
    pathname.startsWith(section) ? { className: "active", "aria-current": "true" as const } : {};
  const bar = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another entry to bring into sight
  useEffect(() => {
    const entry = bar.current?.querySelector<HTMLElement>(".active");
    if (entry && bar.current) bar.current.scrollLeft = entry.offsetLeft - bar.current.offsetLeft - MARGIN;
  }, [pathname]);
  return (
    <nav className="main-nav" ref={bar} aria-label={t("nav.label")}>
      <Link to={`/regions/${code}`} {...here("/regions/")}>
        {t("nav.regions")}
      </Link>
      <NavLink to={`/alerts?code=${code}`}>{t("nav.alerts")}</NavLink>
      <NavLink to={`/orders?code=${code}`}>{t("nav.orders")}</NavLink>
      {isProvisioned && (
        <Link to={`/halls/${code}/cases`} {...(IN_HALL.test(pathname) ? {} : here("/halls/"))}>
          {t("nav.cases")}
        </Link>
      )}
      {isProvisioned && <NavLink to={`/halls/${code}/desk`}>{t("nav.desk")}</NavLink>}
      {isProvisioned && <NavLink to={`/halls/${code}/contacts`}>{t("nav.contacts")}</NavLink>}
      {post.role === "CLERK" && <NavLink to="/window">{t("nav.window")}</NavLink>}
      {isProvisioned && post.role === "HALL_ADMIN" && (
        <>
          <NavLink to={`/halls/${code}/exchange`}>{t("nav.exchange")}</NavLink>
          <NavLink to={`/halls/${code}/people`}>{t("nav.people")}</NavLink>
          <NavLink to={`/halls/${code}/calendar`}>{t("nav.calendar")}</NavLink>
          <NavLink to={`/halls/${code}/class-names`}>{t("nav.classNames")}</NavLink>
          <NavLink to={`/halls/${code}/deliveries`}>{t("nav.deliveries")}</NavLink>
          <NavLink to={`/halls/${code}/reasons`}>{t("nav.reasons")}</NavLink>
        </>
      )}
      {isProvisioned && ["HALL_ADMIN", "SUPERVISOR"].includes(post.role) && (
        <NavLink to={`/halls/${code}/acts`}>{t("nav.acts")}</NavLink>
      )}
      {isProvisioned && <NavLink to={`/halls/${code}/signals`}>{t("nav.signals")}</NavLink>}
      {isProvisioned && <NavLink to="/notices">{t("nav.notices")}</NavLink>}
    </nav>
  );
}
