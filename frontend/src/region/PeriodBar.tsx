import { DatePicker, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import {
  COMPARISONS,
  type Comparison,
  comparisonPeriod,
  PERIOD_PRESETS,
  type Period,
  presetOf,
  presetPeriod,
} from "../time/periods";
import { MEASURES, measureOf } from "./measures";
import { comparisonOf, type RegionAddress } from "./regionAddress";

type Props = { address: RegionAddress; today: string; change: (address: RegionAddress) => void };

export function PeriodBar({ address, today, change }: Props) {
  const { t } = useTranslation();
  const comparison = comparisonOf(address);
  const setPeriod = (period: Period) =>
    change({ ...address, period, compared: comparison ? comparisonPeriod(period, comparison) : address.compared });
  const setComparison = (chosen: Comparison) =>
    change({ ...address, compared: comparisonPeriod(address.period, chosen) });
  return (
    <div className="filters no-print">
      <Segmented
        className="period-presets"
        aria-label={t("region.period")}
        value={presetOf(address.period, today) ?? ""}
        options={PERIOD_PRESETS.map((preset) => ({ value: preset as string, label: t(`period.${preset}`) }))}
        onChange={(preset) => {
          const chosen = PERIOD_PRESETS.find((known) => known === preset);
          if (chosen) setPeriod(presetPeriod(chosen, today));
        }}
      />
      <DatePicker.RangePicker
        aria-label={t("region.period")}
        allowClear={false}
        value={[dayjs(address.period.from), dayjs(address.period.to)]}
        onChange={(range) => {
          const [from, to] = range ?? [];
          if (from && to) setPeriod({ from: from.format("YYYY-MM-DD"), to: to.format("YYYY-MM-DD") });
        }}
      />
      <label>
        {t("region.comparedWith")}
        <Select
          className="choice"
          value={comparison ?? null}
          placeholder={address.compared && `${address.compared.from} ~ ${address.compared.to}`}
          options={COMPARISONS.map((value) => ({ value, label: t(`comparison.${value}`) }))}
          onChange={(chosen) => chosen && setComparison(chosen)}
        />
      </label>
      <label>
        {t("region.measure")}
        <Select
          className="choice"
          value={address.measure.key}
          options={MEASURES.map(({ key }) => ({ value: key, label: t(`measure.${key}`) }))}
          onChange={(key) => change({ ...address, measure: measureOf(key) ?? address.measure })}
        />
      </label>
    </div>
  );
}
