import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useSession } from "../app/session";
import { ProofDocument } from "../app/sessionQueries";
import { SignInFile, SignInLog } from "../signins/SignInLog";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { PasswordPanel } from "./PasswordPanel";
import { ReachPanel } from "./ReachPanel";
import { SecondFactorPanel } from "./SecondFactorPanel";
import { SignInsPanel } from "./SignInsPanel";
import "./account.css";

/** What belongs to the person himself, whatever post he acts through. */
export function AccountPage() {
  const { t } = useTranslation();
  const { me, refresh } = useSession();
  const [{ data, error }, ask] = useQuery({ query: ProofDocument, requestPolicy: "cache-and-network" });
  const again = () => ask({ requestPolicy: "network-only" });
  usePageTitle(t("account.title"));
  if (error) return <ProblemState error={error} retry={again} />;
  if (!me || !data?.me) return <LoadingState />;
  const { secondFactor } = data.me;
  const changed = () => {
    again();
    // A post that asked for a second factor opens now, or closes.
    refresh();
  };
  return (
    <>
      <div className="page-head">
        <h1>{t("account.title")}</h1>
        <span className="quiet">
          {me.displayName} · {me.username}
        </span>
      </div>
      {me.needsSecondFactor && <Alert type="warning" showIcon title={t("account.demanded")} />}
      <SecondFactorPanel isOn={secondFactor.isOn} recoveryLeft={secondFactor.recoveryLeft} changed={changed} />
      {secondFactor.hasPassword && <PasswordPanel changed={again} />}
      <ReachPanel />
      <SignInsPanel />
      <section className="panel" aria-labelledby="sign-in-log">
        <div className="page-head">
          <h2 id="sign-in-log">{t("signInLog.title")}</h2>
          <SignInFile />
        </div>
        <p className="quiet">{t("signInLog.about")}</p>
        <SignInLog path="/account" />
      </section>
    </>
  );
}
