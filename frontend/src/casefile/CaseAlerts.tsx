import { useTranslation } from "react-i18next";
import type { FiledAlertFragment } from "../gql/graphql";
import { LevelSign } from "../lamp/LevelSign";
import { useKnownWord } from "../messages/knownWord";
import { useRuleName } from "../rules/useRuleName";
import { showDue, showMoment } from "../time/shanghai";

/** Every alert that was raised stays; one that an event recorded later took back says so beside it. */
export function CaseAlerts({ alerts }: { alerts: FiledAlertFragment[] }) {
  const { t } = useTranslation();
  const knownWord = useKnownWord();
  const ruleName = useRuleName();
  if (alerts.length === 0) return <p className="quiet">{t("alerts.noneOfCase")}</p>;
  return (
    <ul className="alerts">
      {alerts.map((alert) => (
        <li key={`${alert.clock}${alert.stage}${alert.rung}${alert.at}`}>
          <LevelSign level={alert.level} /> {t(`clockName.${alert.clock}`)}
          {alert.stage && ` ${alert.stage}`}
          {alert.rule && ` ${ruleName(alert.rule)}`} {knownWord("rung", alert.rung)}
          <div className="quiet figures">
            {t("alerts.moments", { at: showDue(alert.at), raisedAt: showMoment(alert.raisedAt) })}
          </div>
          {alert.clearedAt && (
            <div className="cleared figures">
              {t("alerts.cleared", { at: showMoment(alert.clearedAt) })}
              {alert.clearedReason && ` ${knownWord("clearedReason", alert.clearedReason)}`}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
