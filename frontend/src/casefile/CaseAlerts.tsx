import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { FiledAlertFragment } from "../gql/graphql";
import { LevelSign } from "../lamp/LevelSign";
import { useKnownWord } from "../messages/knownWord";
import { useRuleName } from "../rules/useRuleName";
import { showDue, showMoment } from "../time/shanghai";

/** Every alert that was raised stays; what took it back stands beside it. */
export function CaseAlerts({ alerts, hall, number }: { alerts: FiledAlertFragment[]; hall: string; number: string }) {
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
          {alert.rule && ` ${ruleName(alert.rule)}`} {alert.name ?? knownWord("rung", alert.rung)}
          {alert.proposes && <div className="quiet">{t("alerts.proposes", { card: t(`card.${alert.proposes}`) })}</div>}
          <div className="quiet figures">
            {t("alerts.moments", { at: showDue(alert.at), raisedAt: showMoment(alert.raisedAt) })}
          </div>
          {alert.clearedAt && (
            <div className="cleared figures">
              {t("alerts.cleared", { at: showMoment(alert.clearedAt) })}
              {alert.clearedReason && ` ${knownWord("clearedReason", alert.clearedReason)}`}
            </div>
          )}
          {alert.withdrawnBy && (
            <div className="cleared">
              <Link to={`/halls/${hall}/red-decisions?case=${encodeURIComponent(number)}`}>
                {t("reds.withdrawnBy", { number: alert.withdrawnBy })}
              </Link>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
