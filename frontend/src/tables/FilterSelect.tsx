import { Select } from "antd";
import { useTranslation } from "react-i18next";

type Props<Value extends string> = {
  label: string;
  values: readonly Value[];
  word: (value: Value) => string;
  value: string | null | undefined;
  choose: (value: Value | null) => void;
};

/** One of a few words that narrows a list, or all. */
export function FilterSelect<Value extends string>({ label, values, word, value, choose }: Props<Value>) {
  const { t } = useTranslation();
  return (
    <label>
      {label}
      <Select<Value | "">
        className="choice"
        popupMatchSelectWidth={false}
        value={(value ?? "") as Value | ""}
        options={[{ value: "", label: t("list.all") }, ...values.map((one) => ({ value: one, label: word(one) }))]}
        onChange={(chosen) => choose(chosen || null)}
      />
    </label>
  );
}
