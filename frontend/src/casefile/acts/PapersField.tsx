import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** The itemised list of a correction notice (Licensing Law art. 32: once, everything): paper and what is wrong with it. */
export function PapersField({ name, materials }: { name: string; materials: readonly string[] }) {
  const { t } = useTranslation();
  const needed = (field: string) => [{ required: true, whitespace: true, message: t("field.missing", { field }) }];
  return (
    <Form.List name={name} rules={[{ validator: async (_, papers?: unknown[]) => papers?.length || Promise.reject() }]}>
      {(papers, { add, remove }, { errors }) => (
        <fieldset className="papers">
          <legend>{t("field.items")}</legend>
          {papers.map((paper, place) => (
            <div key={paper.key} className="papers-line">
              <Form.Item
                name={[paper.name, "material"]}
                label={t("field.material")}
                rules={needed(t("field.material"))}
              >
                <AutoComplete
                  autoFocus={place === papers.length - 1}
                  maxLength={128}
                  options={materials.map((value) => ({ value }))}
                  showSearch={{ filterOption: (text, option) => option?.value.includes(text) ?? false }}
                />
              </Form.Item>
              <Form.Item name={[paper.name, "defect"]} label={t("field.defect")} rules={needed(t("field.defect"))}>
                <Input maxLength={256} />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t("field.removePaper", { place: place + 1 })}
                disabled={papers.length === 1}
                onClick={() => remove(paper.name)}
              />
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
            {t("field.addPaper")}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}
