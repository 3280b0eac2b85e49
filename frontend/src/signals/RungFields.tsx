import { Button, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import zh from "../messages/zh.json";
import { useRungWords } from "./rungWords";

type Group = "level" | "rungColour" | "rungUnit" | "rungEdge" | "told" | "card";
export type ArticleChoice = { label: string; options: { value: string; label: string }[] };
type Props = { place: number; articles: ArticleChoice[]; remove: () => void };

const ANCHORS = [...Object.keys(zh.signalAnchor), ...Object.keys(zh.clockName).filter((name) => name !== "LOOP")];

/** The fields of one rung. */
export function RungFields({ place, articles, remove }: Props) {
  const { t } = useTranslation();
  const words = useRungWords();
  const choices = (group: Group) =>
    Object.keys(zh[group]).map((value) => ({ value, label: t(`${group}.${value}` as "level.RED") }));
  const choice = (name: string, label: string, group: Group, isOptional = false) => (
    <Form.Item name={[place, name]} label={label}>
      <Select allowClear={isOptional} popupMatchSelectWidth={false} options={choices(group)} />
    </Form.Item>
  );
  return (
    <fieldset className="panel rung-fields">
      <legend>{t("signals.rungNumber", { number: place + 1 })}</legend>
      <Form.Item name={[place, "anchor"]} label={t("signals.anchor")}>
        <Select
          popupMatchSelectWidth={false}
          options={ANCHORS.map((value) => ({ value, label: words.anchor({ anchor: value, of: null }) }))}
        />
      </Form.Item>
      <Form.Item name={[place, "code"]} label={t("signals.code")}>
        <Input maxLength={16} />
      </Form.Item>
      <Form.Item name={[place, "name"]} label={t("signals.name")}>
        <Input maxLength={32} />
      </Form.Item>
      <Form.Item name={[place, "of"]} label={t("signals.ofBreach")}>
        <Input maxLength={32} />
      </Form.Item>
      <Form.Item name={[place, "offset"]} label={t("signals.offset")}>
        <InputNumber min={-250} max={250} precision={0} />
      </Form.Item>
      {choice("unit", t("signals.unit"), "rungUnit")}
      {choice("edge", t("signals.edge"), "rungEdge")}
      <Form.Item name={[place, "shortest"]} label={t("signals.shortest")}>
        <InputNumber min={0} max={999} precision={0} />
      </Form.Item>
      <Form.Item name={[place, "longest"]} label={t("signals.longest")}>
        <InputNumber min={1} max={999} precision={0} />
      </Form.Item>
      {choice("level", t("signals.level"), "level", true)}
      {choice("colour", t("signals.colour"), "rungColour")}
      <Form.Item name={[place, "roles"]} label={t("signals.tell")}>
        <Select mode="multiple" popupMatchSelectWidth={false} options={choices("told")} />
      </Form.Item>
      {choice("proposes", t("signals.proposes"), "card", true)}
      <Form.Item name={[place, "article"]} label={t("signals.article")} required>
        <Select allowClear showSearch optionFilterProp="label" popupMatchSelectWidth={false} options={articles} />
      </Form.Item>
      <Button onClick={remove}>{t("signals.removeRung", { number: place + 1 })}</Button>
    </fieldset>
  );
}
