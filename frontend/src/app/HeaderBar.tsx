import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { AccountMenu } from "./AccountMenu";
import { LanguageSwitch } from "./LanguageSwitch";
import { MainNav } from "./MainNav";
import { NoticeBell } from "./NoticeBell";
import { PostSwitch } from "./PostSwitch";
import type { Me } from "./session";

export function HeaderBar({ me, showKeys }: { me: Me; showKeys: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="header">
      <Link className="brand" to="/">
        {t("app.name")}
        <span className="brand-line">{t("app.line")}</span>
      </Link>
      {me.isDemo && <Tag className="demo-tag tag-bad">{t("app.demoMark")}</Tag>}
      {me.activePost && <MainNav post={me.activePost} />}
      <div className="header-tools">
        <PostSwitch me={me} />
        {!me.needsSecondFactor && (
          <NoticeBell hall={me.activePost?.hall.isProvisioned ? me.activePost.hall.code : undefined} />
        )}
        <LanguageSwitch isSignedIn />
        <AccountMenu name={me.displayName} showKeys={showKeys} />
      </div>
    </header>
  );
}
