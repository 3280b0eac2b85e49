import { DatePicker, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useClassWords } from "../classes/useClassWords";
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
import type { ChangeRegion } from "./useRegionAddress";

type Props = { address: RegionAddress; today: string; change: ChangeRegion };

export function PeriodBar({ address, today, change }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const comparison = comparisonOf(address);
  const setPeriod = (period: Period) =>
    change((now) => {
      const kept = comparisonOf(now);
      return { ...now, period, compared: kept ? comparisonPeriod(period, kept) : now.compared };
    });
  const setComparison = (chosen: Comparison) =>
    change((now) => ({ ...now, compared: comparisonPeriod(now.period, chosen) }));
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
          options={MEASURES.map(({ key }) => ({ value: key, label: words.measure(key) }))}
          onChange={(key) => change((now) => ({ ...now, measure: measureOf(key) ?? now.measure }))}
        />
      </label>
    </div>
  );
}
