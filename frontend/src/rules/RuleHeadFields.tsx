import { DatePicker, Form, Input, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { ArticleSelect } from "../register/ArticleSelect";

type Props = { hall: string; tomorrow: Dayjs; isNew: boolean };

const SEVERITIES = ["YELLOW", "RED"] as const;
const PHASES = ["BEFORE", "DURING", "AFTER"] as const;

/** What a rule is called, how heavy it is, what it rests on and from when. */
export function RuleHeadFields({ hall, tomorrow, isNew }: Props) {
  const { t } = useTranslation();
  return (
    <section className="panel rule-fields">
      <Form.Item name="code" label={t("rule.code")} extra={t("rule.codeHint")} required>
        <Input maxLength={32} disabled={!isNew} />
      </Form.Item>
      <Form.Item name="zh" label={t("rule.zh")} required>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="en" label={t("rule.en")} required>
        <Input maxLength={100} lang="en" />
      </Form.Item>
      <Form.Item name="severity" label={t("rule.severity")}>
        <Select options={SEVERITIES.map((value) => ({ value, label: t(`rule.severityOf.${value}`) }))} />
      </Form.Item>
      <Form.Item name="phase" label={t("rule.phase")}>
        <Select options={PHASES.map((value) => ({ value, label: t(`rule.phaseOf.${value}`) }))} />
      </Form.Item>
      <Form.Item name="source" label={t("rule.source")} required>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="article" label={t("signals.article")} required>
        <ArticleSelect hall={hall} />
      </Form.Item>
      <Form.Item name="fromOn" label={t("rule.publishFrom")} required>
        <DatePicker allowClear={false} minDate={tomorrow} />
      </Form.Item>
      <Form.Item name="reason" label={t("signals.reason")} required>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </section>
  );
}
