import { Space, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../app/LinkButton";
import { useMe } from "../app/session";
import type { RegionQuery } from "../gql/graphql";
import { showMoment } from "../time/shanghai";
import { type RegionAddress, writeAddress } from "./regionAddress";

const SEE_RULES: readonly string[] = ["SUPERVISOR", "INSPECTOR", "LEADER", "HALL_ADMIN"];

type Props = { region: NonNullable<RegionQuery["hall"]>; address: RegionAddress };

/** Name and tier, which days are compared, as of when the figures are, and the ways into the hall itself. */
export function RegionHead({ region, address }: Props) {
  const { t } = useTranslation();
  const { period, compared } = address;
  const role = useMe().activePost?.role ?? "";
  const alerts = new URLSearchParams({ code: region.code, from: period.from, to: period.to });
  return (
    <div className="page-head">
      <div>
        <h1>
          {region.name} <Tag>{t(`tier.${region.tier}`)}</Tag>
          {region.state !== "LIVE" && region.isProvisioned && (
            <Tag className="tag-caution">{t(`hallState.${region.state}`)}</Tag>
          )}
        </h1>
        <div className="quiet figures">
          {compared
            ? t("region.spanCompared", { ...period, cmpFrom: compared.from, cmpTo: compared.to })
            : t("region.span", period)}
          {" · "}
          {t("region.asOf")} <time dateTime={region.current.asOf}>{showMoment(region.current.asOf)}</time>
        </div>
      </div>
      <Space wrap className="no-print">
        {compared && (
          <LinkButton to={`/regions/${region.code}/why?${writeAddress(address)}`}>{t("why.open")}</LinkButton>
        )}
        <LinkButton to={`/alerts?${alerts}`}>{t("region.openAlerts")}</LinkButton>
        <LinkButton to={`/regions/${region.code}/halls`}>{t("region.openHalls")}</LinkButton>
        {SEE_RULES.includes(role) && <LinkButton to={`/regions/${region.code}/rules`}>{t("nav.rules")}</LinkButton>}
        <LinkButton to={`/regions/${region.code}/wall`}>{t("wall.open")}</LinkButton>
        {region.isProvisioned && <LinkButton to={`/halls/${region.code}/cases`}>{t("region.openCases")}</LinkButton>}
      </Space>
    </div>
  );
}
