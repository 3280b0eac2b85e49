import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { useToday } from "../app/session";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { presetPeriod } from "../time/periods";
import { MeasurePanel } from "./MeasurePanel";
import { partRows } from "./measureRows";
import type { RegionAddress } from "./regionAddress";
import { ByDepartmentDocument, ByItemDocument } from "./regionQueries";
import type { RegionVariables } from "./regionVariables";
import type { ChangeRegion } from "./useRegionAddress";

type Props = {
  part: "items" | "departments";
  variables: RegionVariables;
  address: RegionAddress;
  change: ChangeRegion;
  title: string;
  asOf: string;
};

/** The region's figures by item or by department; a name leads to its alerts. */
export function PartsPanel({ part, variables, address, change, title, asOf }: Props) {
  const { t } = useTranslation();
  const today = useToday();
  const [{ data, error, stale }, run] = useQuery({
    query: part === "items" ? ByItemDocument : ByDepartmentDocument,
    variables,
  });
  const parameter = part === "items" ? "item" : "department";
  const { code, from, to } = variables;
  const rows = useMemo(() => {
    const path = (key: string) => `/alerts?${new URLSearchParams({ code, [parameter]: key, from, to })}`;
    const place = (key: string) => ({ code, [parameter]: key });
    return data?.hall ? partRows(data.hall.current, data.hall.compared, path, place) : [];
  }, [data, code, parameter, from, to]);
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data || (stale && rows.length === 0)) return <LoadingState />;
  if (rows.length === 0)
    return (
      <EmptyState text={t("region.noParts")}>
        <Button onClick={() => change((now) => ({ ...now, period: presetPeriod("last13Months", today) }))}>
          {t("period.last13Months")}
        </Button>
      </EmptyState>
    );
  return (
    <MeasurePanel
      rows={rows}
      nameTitle={t(`region.tab.${part}`)}
      title={`${title} ${t(`region.tab.${part}`)}`}
      asOf={asOf}
      address={address}
      change={change}
    />
  );
}
