import { useTranslation } from "react-i18next";
import { Link as To } from "react-router-dom";
import { LampSign } from "../lamp/LampSign";
import { showMoment } from "../time/shanghai";
import type { Link } from "./measureRows";

/** How many of the halls at and below a node are connected, and which of it fell silent: never shown as green. */
export function LinkCell({ code, link, isKnown }: { code: string; link: Link; isKnown: boolean }) {
  const { t } = useTranslation();
  if (link.connected === 0) return isKnown ? null : <span className="quiet">{t("region.linkNone")}</span>;
  const silent = link.silent + link.silentFeeds;
  return (
    <>
      <To className="figures" to={`/regions/${code}/halls`}>
        {t("region.linkOf", { connected: link.connected, halls: link.halls })}
      </To>
      {link.isSilent && link.heardAt ? (
        <div>
          <LampSign lamp="NO_DATA" word={t("region.noDataSince", { since: showMoment(link.heardAt) })} />
        </div>
      ) : (
        silent > 0 && (
          <div>
            <To className="quiet" to={link.silent > 0 ? `/regions/${code}/halls?contact=SILENT` : `/regions/${code}`}>
              {t("region.linkSilent", { count: silent })}
            </To>
          </div>
        )
      )}
    </>
  );
}
