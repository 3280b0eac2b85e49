import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { problemCode, traceId } from "./problem";
import { StatePage } from "./StatePage";
import { useSaying } from "./saying";

type Props = { error: CombinedError; retry: () => void; isPart?: boolean };

/** A request that failed: what happened, its code for a report, and the step that helps with this code. */
export function ProblemState({ error, retry, isPart }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const code = problemCode(error);
  const trace = traceId(error);
  const isForbidden = code === "FORBIDDEN";
  const told = trace ? t("state.trace", { code, trace }) : t("state.code", { code });
  return (
    <StatePage
      sign={isForbidden ? "forbidden" : code === "NOT_FOUND" ? "absent" : "problem"}
      title={saying.ofQuery(error)}
      detail={isForbidden ? `${t("state.forbiddenNext")} ${told}` : told}
      isPart={isPart}
    >
      <NextStep code={code} retry={retry} />
    </StatePage>
  );
}

/** Asking again helps against a failure, never against a refusal. */
function NextStep({ code, retry }: { code: string; retry: () => void }) {
  const { t } = useTranslation();
  const { pathname, search } = window.location;
  const home = (type: "primary" | "default") => (
    <Button key="home" type={type} href="/">
      {t("state.home")}
    </Button>
  );
  const beside = (step: ReactNode) => [step, home("default")];
  switch (code) {
    case "FORBIDDEN":
    case "NOT_FOUND":
      return home("primary");
    case "NOT_SIGNED_IN":
      return beside(
        <Button key="sign-in" type="primary" href={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>
          {t("signIn.title")}
        </Button>,
      );
    case "BAD_PAGE":
      return beside(
        <Button key="first" type="primary" href={firstPage(pathname, search)}>
          {t("list.first")}
        </Button>,
      );
    case "CSRF_FAILED":
    case "BAD_QUERY":
      return beside(
        <Button key="reload" type="primary" onClick={() => window.location.reload()}>
          {t("state.reload")}
        </Button>,
      );
    default:
      return beside(
        <Button key="retry" type="primary" onClick={retry}>
          {t("state.retry")}
        </Button>,
      );
  }
}

function firstPage(pathname: string, search: string): string {
  const params = new URLSearchParams(search);
  for (const place of ["after", "before", "page"]) params.delete(place);
  return `${pathname}?${params}`;
}
