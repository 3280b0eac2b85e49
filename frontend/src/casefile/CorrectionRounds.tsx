import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { FiledRoundFragment } from "../gql/graphql";
import { showMoment } from "../time/shanghai";

/** Each notice beside those before it: what is repeated, what is new, what was brought and what is still missing. */
export function CorrectionRounds({ rounds }: { rounds: readonly FiledRoundFragment[] }) {
  const { t } = useTranslation();
  return (
    <ol className="rounds">
      {rounds.map((round, place) => (
        <li key={round.askedAt}>
          <h3>{t("rounds.round", { place: place + 1, at: showMoment(round.askedAt) })}</h3>
          <ul>
            {round.demands.map(({ material, defect, standing, isBrought, isBeyondGuide }) => (
              <li key={`${material}${defect}`}>
                <strong>{material}</strong> {defect} <Tag>{t(`standing.${standing}`)}</Tag>
                {isBeyondGuide && <Tag className="tag-bad">{t("rounds.beyondGuide")}</Tag>}
                <span className="quiet">
                  {t(`rounds.${isBrought == null ? "waiting" : isBrought ? "brought" : "missing"}`)}
                </span>
              </li>
            ))}
          </ul>
          {round.demands.some(({ standing }) => standing === "NEW") && <p role="note">{t("rounds.newNote")}</p>}
          {round.receivedAt && <p className="quiet">{t("rounds.received", { at: showMoment(round.receivedAt) })}</p>}
        </li>
      ))}
    </ol>
  );
}
