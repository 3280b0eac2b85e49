import { useTranslation } from "react-i18next";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { SignInsPanel } from "./SignInsPanel";

/** What belongs to the person himself, whatever post he acts through. */
export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  usePageTitle(t("account.title"));
  return (
    <>
      <div className="page-head">
        <h1>{t("account.title")}</h1>
        <span className="quiet">
          {me.displayName} · {me.username}
        </span>
      </div>
      <SignInsPanel />
    </>
  );
}
