import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { RuleAct } from "./RuleAct";
import { EndRuleDocument, PublishRuleDocument } from "./ruleQueries";

type Props = { hall: string; rule: string; done: () => void };

/** A version of the rule as it stands, from a day on, for this hall and all below. */
export function PublishRule({ hall, rule, done }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [, publish] = useMutation(PublishRuleDocument);
  return (
    <RuleAct
      hall={hall}
      title={t("rule.publish")}
      hint={t("rule.publishHint")}
      act={async (begin) => {
        const { data, error } = await publish({ input: { hall, code: rule, ...begin } });
        if (data?.act.version) {
          message.success(t("rule.published", { number: data.act.version.number }));
          done();
        }
        return { error, errors: data?.act.errors };
      }}
    />
  );
}

/** Its publisher ends it from a day on; what it found stands. */
export function EndRule({ hall, rule, done }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [, end] = useMutation(EndRuleDocument);
  return (
    <RuleAct
      hall={hall}
      title={t("rule.end")}
      hint={t("rule.endHint")}
      act={async (begin) => {
        const { data, error } = await end({ input: { hall, code: rule, ...begin } });
        if (data?.act.version) {
          message.success(t("rule.ended"));
          done();
        }
        return { error, errors: data?.act.errors };
      }}
    />
  );
}
