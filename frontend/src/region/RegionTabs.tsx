import { Button, Tabs } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RegionQuery } from "../gql/graphql";
import { EmptyState } from "../states/EmptyState";
import { MeasurePanel } from "./MeasurePanel";
import { regionRows } from "./measureRows";
import { PartsPanel } from "./PartsPanel";
import { type RegionAddress, TABS, type Tab } from "./regionAddress";
import type { RegionVariables } from "./regionVariables";
import type { ChangeRegion } from "./useRegionAddress";

type Props = {
  region: NonNullable<RegionQuery["hall"]>;
  address: RegionAddress;
  variables: RegionVariables;
  search: string;
  change: ChangeRegion;
};

export function RegionTabs({ region, address, variables, search, change }: Props) {
  const { t } = useTranslation();
  const ownName = t("region.own", { name: region.name });
  const rows = useMemo(() => regionRows(region, ownName, search), [region, ownName, search]);
  const panel = (tab: Tab) => {
    const asOf = region.current.asOf;
    if (tab !== "children") {
      return <PartsPanel part={tab} {...{ variables, address, change, asOf }} title={region.name} />;
    }
    if (rows.length === 0)
      return (
        <EmptyState text={t("region.noChildren")}>
          <Button onClick={() => change((now) => ({ ...now, tab: "items", sort: undefined }))}>
            {t("region.tab.items")}
          </Button>
        </EmptyState>
      );
    return <MeasurePanel {...{ rows, address, change, asOf }} nameTitle={t("region.name")} title={region.name} />;
  };
  return (
    <section className="panel">
      <Tabs
        activeKey={address.tab}
        destroyOnHidden
        onChange={(tab) => change((now) => ({ ...now, tab: tab as Tab, sort: undefined }))}
        items={TABS.map((tab) => ({
          key: tab,
          label: t(`region.tab.${tab}`),
          children: tab === address.tab ? panel(tab) : null,
        }))}
      />
    </section>
  );
}
