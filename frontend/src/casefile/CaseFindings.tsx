import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../app/session";
import type { FiledFindingFragment } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { DecideFinding } from "../rules/DecideFinding";
import { useRuleName } from "../rules/useRuleName";
import { showMoment } from "../time/shanghai";

type Props = { findings: readonly FiledFindingFragment[]; hall: string; number: string };

const DECIDES: readonly string[] = ["INSPECTOR", "SUPERVISOR"];

/** What the case shows to be against the rules, each with the record that shows it, or the rule that found it. */
export function CaseFindings({ findings, hall, number }: Props) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const name = useRuleName();
  const { activePost } = useMe();
  const [decided, setDecided] = useState<FiledFindingFragment>();
  if (findings.length === 0) return <p className="quiet">{t("finding.none")}</p>;
  return (
    <>
      <ul className="findings">
        {findings.map((finding) => {
          const { code, at, sequence, rule, setAside } = finding;
          return (
            <li key={`${code}${sequence}${at}`}>
              <strong>{rule ? name(rule) : knownWord("finding", code)}</strong>{" "}
              <span className="quiet figures">
                {showMoment(at)}
                {sequence != null && ` · ${t("finding.event", { sequence })}`}
              </span>
              {setAside && (
                <div className="quiet">
                  {t("finding.setAside", {
                    reason: setAside.reason,
                    person: setAside.personName,
                    at: showMoment(setAside.at),
                  })}
                </div>
              )}
              {rule && activePost && DECIDES.includes(activePost.role) && (
                <Button size="small" className="no-print" onClick={() => setDecided(finding)}>
                  {t(setAside ? "finding.restore" : "finding.decide")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {decided && (
        <DecideFinding
          hall={hall}
          number={number}
          code={decided.code}
          isSetAside={!decided.setAside}
          close={() => setDecided(undefined)}
        />
      )}
    </>
  );
}
