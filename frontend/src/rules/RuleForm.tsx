import { Alert, App, Button, Form, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useClient, useMutation } from "urql";
import { useToday } from "../app/session";
import { useSaying } from "../states/saying";
import { BackTestPanel } from "./BackTestPanel";
import { ConditionFields } from "./ConditionFields";
import { ExampleTable } from "./ExampleTable";
import { type Objection, useObjectionWords } from "./objectionWords";
import { RuleHeadFields } from "./RuleHeadFields";
import { type Fact, inputOf, type RuleDraft } from "./ruleDraft";
import { CheckRuleDocument, PublishRuleDocument } from "./ruleQueries";

export type RuleValues = RuleDraft & { fromOn: Dayjs; article?: string; reason?: string };
type Region = { code: string; name: string; isProvisioned: boolean };
type Props = { region: Region; facts: readonly Fact[]; draft: RuleDraft; isNew: boolean };

const HEAD = ["code", "zh", "en", "severity", "phase", "article", "source", "fromOn", "reason"] as const;
const FIELDS = [...HEAD, "needs", "when", "at", "examples"] as const;

/** A rule with its own tests, checked and tried on what was, before it is published. */
export function RuleForm({ region, facts, draft, isNew }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const words = useObjectionWords();
  const saying = useSaying();
  const navigate = useNavigate();
  const client = useClient();
  const tomorrow = dayjs(useToday()).add(1, "day");
  const [form] = Form.useForm<RuleValues>();
  const code = Form.useWatch("code", form) ?? draft.code;
  const needs = Form.useWatch("needs", form) ?? draft.needs;
  const [found, setFound] = useState<readonly Objection[]>();
  const [problem, setProblem] = useState("");
  const [isChecking, setChecking] = useState(false);
  const [{ fetching }, publish] = useMutation(PublishRuleDocument);
  const parts = () => {
    const { fromOn, article, reason = "", ...rule } = form.getFieldsValue(true) as RuleValues;
    const begin = { fromOn: fromOn.format("YYYY-MM-DD"), article: article ?? null, reason };
    return { rule: inputOf(rule, facts), begin };
  };
  const show = (objections: readonly Objection[]) =>
    form.setFields(
      FIELDS.map((field) => ({
        name: field,
        errors: objections.filter((one) => one.field === field && one.place == null).map(words),
      })),
    );
  const check = async () => {
    const { rule, begin } = parts();
    setChecking(true);
    const { fromOn, article, reason } = begin;
    const asked = { hall: region.code, draft: rule, begin: fromOn, article, reason };
    const { data, error } = await client.query(CheckRuleDocument, asked, { requestPolicy: "network-only" });
    setChecking(false);
    setProblem(error ? saying.ofQuery(error) : "");
    setFound(data?.checkRule);
    show(data?.checkRule ?? []);
  };
  const send = async () => {
    const { rule, begin } = parts();
    const { data, error } = await publish({ input: { hall: region.code, rule, ...begin } });
    const refusals = (data?.act.errors ?? []).map(({ field, ...said }) => ({ ...said, field: field ?? "" }));
    setFound(undefined);
    setProblem(error ? saying.ofQuery(error) : refusals.map(words).join(" "));
    show(refusals);
    if (!data?.act.version) return;
    message.success(t("rule.published", { number: data.act.version.number }));
    navigate(`/regions/${region.code}/rules/${rule.code}`);
  };
  const told = facts.filter(({ name }) => needs.includes(name));
  return (
    <>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...draft, fromOn: tomorrow }}
        onValuesChange={() => setFound(undefined)}
        onFinish={send}
      >
        <RuleHeadFields hall={region.code} tomorrow={tomorrow} isNew={isNew} />
        <ConditionFields facts={facts} />
        <section className="panel" aria-labelledby="rule-examples">
          <h2 id="rule-examples">{t("rule.examples")}</h2>
          <p className="quiet">{t("rule.examplesHint")}</p>
          <Form.Item name="examples">
            <ExampleTable facts={told} said={found && saidOfTests(found, words, t("rule.passes"))} />
          </Form.Item>
        </section>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <div aria-live="polite">
          {found && (
            <Alert
              type={found.length === 0 ? "success" : "warning"}
              showIcon
              title={found.length === 0 ? t("rule.sound") : t("rule.objections", { count: found.length })}
            />
          )}
        </div>
        <Space className="rule-acts">
          <Button onClick={check} loading={isChecking}>
            {t("rule.check")}
          </Button>
          <Button type="primary" htmlType="submit" loading={fetching}>
            {t("rule.publish")}
          </Button>
        </Space>
      </Form>
      <BackTestPanel rule={code.trim()} region={region} draft={() => parts().rule} />
    </>
  );
}

/** What the check said of each test; one that it could not come to is said nothing of. */
function saidOfTests(found: readonly Objection[], words: (one: Objection) => string, passes: string) {
  const isJudged = !found.some(({ field, place }) => ["when", "needs"].includes(field) && place == null);
  const failed = new Map<number, string>();
  for (const one of found) if (one.place != null) failed.set(one.place, words(one));
  return (place: number) => failed.get(place) ?? (isJudged ? passes : undefined);
}
