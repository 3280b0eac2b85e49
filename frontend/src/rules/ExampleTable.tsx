import { Button, Input, Select } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { ListTable } from "../tables/ListTable";
import type { ExampleDraft, Fact } from "./ruleDraft";

type Props = {
  facts: readonly Fact[];
  said: ((place: number) => string | undefined) | undefined;
  value?: ExampleDraft[];
  onChange?: (examples: ExampleDraft[]) => void;
};
type Row = ExampleDraft & { place: number };

/** The rule's own tests: facts, and whether it hits; beside each what the last check said of it. A control of a form. */
export function ExampleTable({ facts, said, value = [], onChange = () => undefined }: Props) {
  const { t } = useTranslation();
  const change = (place: number, changed: Partial<ExampleDraft>) =>
    onChange(value.map((one, at) => (at === place ? { ...one, ...changed } : one)));
  const label = (title: string, place: number) => t("rule.cell", { title, number: place + 1 });
  const factColumn = (fact: Fact): ColumnType<Row> => ({
    key: fact.name,
    title: <code>{fact.name}</code>,
    render: (_, { place, cells }) => (
      <FactCell
        fact={fact}
        label={label(fact.name, place)}
        text={cells[fact.name] ?? ""}
        write={(text) => change(place, { cells: { ...cells, [fact.name]: text } })}
      />
    ),
  });
  const columns: ColumnType<Row>[] = [
    {
      key: "why",
      title: t("rule.exampleWhy"),
      render: (_, { place, why }) => (
        <Input
          aria-label={label(t("rule.exampleWhy"), place)}
          maxLength={100}
          value={why}
          onChange={({ target }) => change(place, { why: target.value })}
        />
      ),
    },
    ...facts.map(factColumn),
    {
      key: "hit",
      title: t("rule.expected"),
      render: (_, { place, isHit }) => (
        <Select
          aria-label={label(t("rule.expected"), place)}
          value={isHit}
          options={[true, false].map((is) => ({ value: is, label: t(is ? "rule.exampleHit" : "rule.exampleMiss") }))}
          onChange={(is: boolean) => change(place, { isHit: is })}
        />
      ),
    },
    { key: "said", title: t("rule.checked"), render: (_, { place }) => said?.(place) },
    {
      key: "remove",
      title: t("rule.acts"),
      render: (_, { place }) => (
        <Button
          aria-label={label(t("rule.removeExample"), place)}
          onClick={() => onChange(value.filter((_one, at) => at !== place))}
        >
          {t("rule.removeExample")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <ListTable<Row>
        aria-label={t("rule.examples")}
        rowKey="place"
        columns={columns}
        dataSource={value.map((one, place) => ({ ...one, place }))}
        scroll={{ x: 560 + 150 * facts.length }}
      />
      <Button onClick={() => onChange([...value, { why: "", isHit: true, cells: {} }])}>{t("rule.addExample")}</Button>
    </>
  );
}

type CellProps = { fact: Fact; label: string; text: string; write: (text: string) => void };

function FactCell({ fact, label, text, write }: CellProps) {
  if (fact.kind === "bool")
    return (
      <Select
        aria-label={label}
        allowClear
        value={text || undefined}
        options={["true", "false"].map((value) => ({ value, label: value }))}
        onChange={(chosen?: string) => write(chosen ?? "")}
      />
    );
  const shape = fact.kind === "timestamp" ? "2026-09-01T10:00:00+08:00" : fact.kind === "list" ? "[]" : undefined;
  return <Input aria-label={label} placeholder={shape} value={text} onChange={({ target }) => write(target.value)} />;
}
