import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { problemCode, SIGNED_OUT_CODES, traceId } from "./problem";
import { useSaying } from "./saying";

const PICTURE: Record<string, "403" | "404" | "warning"> = {
  FORBIDDEN: "403",
  NOT_FOUND: "404",
  HALL_NOT_PROVISIONED: "warning",
};

/** A request that failed: what happened, its code for a report, and the next step. */
export function ProblemState({ error, retry }: { error: CombinedError; retry: () => void }) {
  const { t } = useTranslation();
  const saying = useSaying();
  const code = problemCode(error);
  const trace = traceId(error);
  const isSignedOut = SIGNED_OUT_CODES.includes(code);
  const signIn = `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
  return (
    <Result
      className="state"
      status={PICTURE[code] ?? "warning"}
      title={<h1>{saying.ofQuery(error)}</h1>}
      subTitle={trace ? t("state.trace", { code, trace }) : t("state.code", { code })}
      extra={[
        isSignedOut ? (
          <Button key="sign-in" type="primary" href={signIn}>
            {t("signIn.title")}
          </Button>
        ) : (
          <Button key="retry" type="primary" onClick={retry}>
            {t("state.retry")}
          </Button>
        ),
        <Button key="home" href="/">
          {t("state.home")}
        </Button>,
      ]}
    />
  );
}
