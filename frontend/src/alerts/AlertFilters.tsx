import { DatePicker, Segmented, Tag } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useChange } from "../app/useAddress";
import type { AlertRowFragment } from "../gql/graphql";
import { HallSelect } from "../halls/HallSelect";
import { isDay } from "../time/periods";

type Props = { hall: { code: string; name: string }; first: AlertRowFragment | undefined };

export function AlertFilters({ hall, first }: Props) {
  const { t } = useTranslation();
  const [params, change] = useChange();
  const picked = (key: string) => {
    const text = params.get(key);
    return isDay(text) ? dayjs(text) : null;
  };
  return (
    <div className="filters no-print">
      <label>
        {t("region.name")}
        <HallSelect value={hall.code} name={hall.name} choose={(code) => change({ code })} />
      </label>
      <Segmented
        aria-label={t("alerts.level")}
        value={params.get("level") ?? ""}
        options={[
          { value: "", label: t("list.all") },
          { value: "RED", label: t("level.RED") },
          { value: "YELLOW", label: t("level.YELLOW") },
          { value: "PROMPT", label: t("level.PROMPT") },
          { value: "ADVICE", label: t("level.ADVICE") },
        ]}
        onChange={(level) => change({ level })}
      />
      <DatePicker.RangePicker
        aria-label={t("alerts.at")}
        allowEmpty={[true, true]}
        value={[picked("from"), picked("to")]}
        onChange={(range) => change({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })}
      />
      {params.get("item") && (
        <Tag closable onClose={() => change({ item: null })}>
          {t("item.label")} {first?.item.name ?? params.get("item")}
        </Tag>
      )}
      {params.get("department") && (
        <Tag closable onClose={() => change({ department: null })}>
          {t("department.label")} {first?.department.name ?? params.get("department")}
        </Tag>
      )}
    </div>
  );
}
