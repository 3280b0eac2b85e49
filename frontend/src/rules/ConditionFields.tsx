import { Form, Input, Select } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { FactList } from "./FactList";
import type { RuleValues } from "./RuleForm";
import { type Fact, inserted } from "./ruleDraft";
import { useRuleName } from "./useRuleName";

/** The condition beside the facts that it may read. */
export function ConditionFields({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation();
  const name = useRuleName();
  const form = Form.useFormInstance<RuleValues>();
  const area = useRef<TextAreaRef>(null);
  const insert = (fact: string) => {
    const { when, needs } = form.getFieldsValue(["when", "needs"]) as Pick<RuleValues, "when" | "needs">;
    const field = area.current?.resizableTextArea?.textArea;
    const put = inserted(when, fact, field?.selectionStart ?? when.length, field?.selectionEnd ?? when.length);
    form.setFieldsValue({ when: put.text, needs: [...new Set([...needs, fact])] });
    // The caret is put when the field shows the text.
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(put.caret, put.caret);
    });
  };
  const choices = (some: readonly Fact[]) =>
    some.map((fact) => ({ value: fact.name, label: `${fact.name} ${name(fact)}` }));
  return (
    <section className="panel rule-condition" aria-labelledby="rule-condition">
      <h2 id="rule-condition">{t("rule.when")}</h2>
      <div>
        <Form.Item name="when" label={t("rule.expression")} extra={t("rule.expressionHint")} required>
          <Input.TextArea ref={area} className="rule-expression" rows={6} maxLength={500} spellCheck={false} />
        </Form.Item>
        <Form.Item name="needs" label={t("rule.needs")} extra={t("rule.needsHint")}>
          <Select mode="multiple" options={choices(facts)} />
        </Form.Item>
        <Form.Item name="at" label={t("rule.moment")} extra={t("rule.momentHint")} required>
          <Select showSearch options={choices(facts.filter(({ kind }) => kind === "timestamp"))} />
        </Form.Item>
      </div>
      <FactList facts={facts} insert={insert} />
    </section>
  );
}
