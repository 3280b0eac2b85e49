import { Alert, App, Button, DatePicker, Drawer, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useToday } from "../app/session";
import { useSaying } from "../states/saying";
import { PublishRuleDocument } from "./ruleQueries";

type Props = { hall: string; rule: string; done: () => void };

/** A version of the rule from a day on, for this hall and all below. */
export function PublishRule({ hall, rule, done }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const tomorrow = dayjs(useToday()).add(1, "day");
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState<Dayjs>(tomorrow);
  const [problem, setProblem] = useState<string>();
  const [{ fetching }, publish] = useMutation(PublishRuleDocument);
  const send = async () => {
    const { data, error } = await publish({ input: { hall, code: rule, fromOn: from.format("YYYY-MM-DD") } });
    const refusal = data?.act.errors[0];
    if (error) return setProblem(saying.ofQuery(error));
    if (refusal) return setProblem(saying.ofUser(refusal));
    message.success(t("rule.published", { number: data?.act.version?.number }));
    setOpen(false);
    done();
  };
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t("rule.publish")}
      </Button>
      <Drawer
        open={isOpen}
        title={t("rule.publish")}
        onClose={() => setOpen(false)}
        footer={
          <Space>
            <Button type="primary" loading={fetching} onClick={send}>
              {t("act.submit")}
            </Button>
            <Button onClick={() => setOpen(false)}>{t("act.cancel")}</Button>
          </Space>
        }
      >
        <p>{t("rule.publishHint")}</p>
        <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
        <DatePicker
          aria-label={t("rule.publishFrom")}
          value={from}
          allowClear={false}
          minDate={tomorrow}
          onChange={(day) => day && setFrom(day)}
        />
      </Drawer>
    </>
  );
}
