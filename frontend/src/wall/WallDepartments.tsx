import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { partRows } from "../region/measureRows";
import { ByDepartmentDocument } from "../region/regionQueries";
import type { RegionVariables } from "../region/regionVariables";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { useEachMinute } from "./useEachMinute";
import { WallTable } from "./WallTable";

/** The departments of a hall that has no halls below. */
export function WallDepartments({ variables }: { variables: RegionVariables }) {
  const { t } = useTranslation();
  const [{ data, error }, run] = useQuery({
    query: ByDepartmentDocument,
    variables,
    requestPolicy: "cache-and-network",
  });
  useEachMinute(run);
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  const { code, from, to } = variables;
  const path = (department: string) => `/alerts?${new URLSearchParams({ code, department, from, to })}`;
  const rows = data.hall
    ? partRows(data.hall.current, data.hall.compared, path, (department) => ({ code, department }))
    : [];
  if (rows.length === 0) return <p className="quiet">{t("wall.noDepartments")}</p>;
  const title = t("region.tab.departments");
  return <WallTable rows={rows} nameTitle={title} caption={title} variables={variables} />;
}
