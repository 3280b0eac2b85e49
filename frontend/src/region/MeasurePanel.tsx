import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
import { ExportButton } from "./ExportButton";
import { MeasureBars } from "./MeasureBars";
import { MeasureTable } from "./MeasureTable";
import { type MeasureRow, sortedRows } from "./measureRows";
import { besides, firstOf, GROUPS } from "./measures";
import { PhaseBars } from "./PhaseBars";
import type { RegionAddress } from "./regionAddress";
import type { ChangeRegion } from "./useRegionAddress";

type Props = {
  rows: MeasureRow[];
  nameTitle: string;
  title: string;
  asOf: string;
  address: RegionAddress;
  change: ChangeRegion;
};

/** A table of measures, beside it the bars of the chosen one, and the table as a file. */
export function MeasurePanel({ rows, nameTitle, title, asOf, address, change }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const isCompared = address.compared !== undefined;
  const shown = sortedRows(rows, address.sort);
  return (
    <div className="measure-panel">
      <div className="measure-panel-table">
        <div className="panel-tools">
          <Segmented
            className="no-print"
            aria-label={t("region.measureGroup")}
            value={address.measure.group}
            options={GROUPS.map((group) => ({ value: group, label: t(`measureGroup.${group}`) }))}
            onChange={(group) => change((now) => ({ ...now, measure: firstOf(group), sort: undefined }))}
          />
          <ExportButton rows={shown} title={title} nameTitle={nameTitle} asOf={asOf} address={address} />
        </div>
        <MeasureTable
          rows={shown}
          nameTitle={nameTitle}
          caption={title}
          isCompared={isCompared}
          period={address.period}
          measures={besides(address.measure)}
          sort={address.sort}
          setSort={(sort) => change((now) => ({ ...now, sort }))}
        />
      </div>
      <div className="measure-panel-bars">
        {address.measure.group === "phases" ? (
          <>
            <h2>{t("measureGroup.phases")}</h2>
            <PhaseBars rows={rows} />
          </>
        ) : (
          <>
            <h2>{words.measure(address.measure.key)}</h2>
            <MeasureBars rows={rows} measure={address.measure} isCompared={isCompared} />
          </>
        )}
      </div>
    </div>
  );
}
