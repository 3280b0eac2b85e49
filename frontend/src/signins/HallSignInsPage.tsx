import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { usePageTitle } from "../app/pageTitle";
import { SignInFile, SignInLog } from "./SignInLog";

/** Tries to sign in as those who hold a post in this hall, for its administrator. */
export function HallSignInsPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  usePageTitle(t("signInLog.title"));
  return (
    <>
      <div className="page-head">
        <h1>{t("signInLog.title")}</h1>
        <SignInFile hall={code} />
      </div>
      <section className="panel" aria-label={t("signInLog.title")}>
        <p className="quiet">{t("signInLog.ofHall")}</p>
        <SignInLog hall={code} path={`/halls/${code}/sign-ins`} />
      </section>
    </>
  );
}
