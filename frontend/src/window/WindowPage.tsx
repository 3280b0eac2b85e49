import { useTranslation } from "react-i18next";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { ForbiddenState } from "../states/ForbiddenState";
import { NoPostState } from "../states/NoPostState";
import { HallQueue } from "./HallQueue";
import { RegisterForm } from "./RegisterForm";
import "../cases/list.css";
import "./window.css";

/** The clerk's desk: register what the applicant hands in, and beside it what the hall has to do next. */
export function WindowPage() {
  const { t } = useTranslation();
  const { activePost } = useMe();
  usePageTitle(t("window.title"));
  if (!activePost) return <NoPostState />;
  if (activePost.role !== "CLERK") return <ForbiddenState text={t("window.clerksOnly")} />;
  const { code, name } = activePost.hall;
  return (
    <>
      <div className="page-head">
        <h1>{t("window.of", { name })}</h1>
      </div>
      <div className="desk">
        <section className="panel">
          <h2>{t("window.register")}</h2>
          <RegisterForm hall={code} />
        </section>
        <div>
          <HallQueue hall={code} queue="due" />
          <HallQueue hall={code} queue="today" />
        </div>
      </div>
    </>
  );
}
