import { useTranslation } from "react-i18next";
import { ExportButton } from "./ExportButton";
import { MeasureBars } from "./MeasureBars";
import { MeasureTable } from "./MeasureTable";
import { type MeasureRow, sortedRows } from "./measureRows";
import type { RegionAddress } from "./regionAddress";

type Props = {
  rows: MeasureRow[];
  nameTitle: string;
  title: string;
  asOf: string;
  address: RegionAddress;
  change: (address: RegionAddress) => void;
};

/** A table of measures, beside it the bars of the chosen one, and the table as a file. */
export function MeasurePanel({ rows, nameTitle, title, asOf, address, change }: Props) {
  const { t } = useTranslation();
  const isCompared = address.compared !== undefined;
  const shown = sortedRows(rows, address.sort);
  return (
    <div className="measure-panel">
      <div className="measure-panel-table">
        <div className="panel-tools">
          <ExportButton rows={shown} title={title} nameTitle={nameTitle} asOf={asOf} address={address} />
        </div>
        <MeasureTable
          rows={shown}
          nameTitle={nameTitle}
          caption={title}
          isCompared={isCompared}
          sort={address.sort}
          setSort={(sort) => change({ ...address, sort })}
        />
      </div>
      <div className="measure-panel-bars">
        <h2>{t(`measure.${address.measure.key}`)}</h2>
        <MeasureBars rows={rows} measure={address.measure} isCompared={isCompared} />
      </div>
    </div>
  );
}
