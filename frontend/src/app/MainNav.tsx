import { useTranslation } from "react-i18next";
import { NavLink } from "react-router-dom";
import type { Me } from "./session";

type Post = NonNullable<Me["activePost"]>;

export function MainNav({ post }: { post: Post }) {
  const { t } = useTranslation();
  const { code, isProvisioned } = post.hall;
  return (
    <nav className="main-nav" aria-label={t("nav.label")}>
      <NavLink to={`/regions/${code}`}>{t("nav.regions")}</NavLink>
      <NavLink to={`/alerts?code=${code}`}>{t("nav.alerts")}</NavLink>
      {isProvisioned && <NavLink to={`/halls/${code}/cases`}>{t("nav.cases")}</NavLink>}
      {post.role === "CLERK" && <NavLink to="/window">{t("nav.window")}</NavLink>}
      {isProvisioned && <NavLink to="/notices">{t("nav.notices")}</NavLink>}
    </nav>
  );
}
