import { Alert, App, Button, DatePicker, Form, Input, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useMutation } from "urql";
import type { HeldLadderFragment, Tier } from "../gql/graphql";
import { useKnownWord } from "../messages/knownWord";
import { type UserProblem, useSaying } from "../states/saying";
import { draftOf, inputOf, type RungDraft } from "./draft";
import { type ArticleChoice, RungFields } from "./RungFields";
import { PreviewSignalsDocument, PublishSignalsDocument } from "./signalQueries";
import "./signals.css";

type Values = { item?: string; fromOn: Dayjs; reason?: string; rungs: RungDraft[] };
type Refused = { errors: UserProblem[]; rung?: string | null; tier?: Tier | null };
type Props = { hall: string; item: string; ladder: HeldLadderFragment; articles: ArticleChoice[] };

export function SignalForm({ hall, item, ladder, articles }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const knownWord = useKnownWord();
  const saying = useSaying();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState("");
  const [seen, setSeen] = useState("");
  const [previewing, preview] = useMutation(PreviewSignalsDocument);
  const [publishing, publish] = useMutation(PublishSignalsDocument);
  const input = () => {
    const { fromOn, item: chosen = "", reason = "", rungs } = form.getFieldsValue(true) as Values;
    const delays = ladder.delays.map(({ source, hours }) => ({ source, hours }));
    return inputOf({ hall, item: chosen, fromOn: fromOn.format("YYYY-MM-DD"), reason, rungs, delays });
  };
  const said = ({ errors, rung, tier }: Refused): string => {
    const first = errors[0];
    if (!first) return "";
    const where = [tier ? t(`tier.${tier}`) : "", rung ? knownWord("rung", rung) : ""].filter(Boolean).join(" · ");
    return where ? `${where}${t("signals.colon")}${saying.ofUser(first)}` : saying.ofUser(first);
  };
  const look = async () => {
    setSeen("");
    const { data, error } = await preview({ input: input() });
    setProblem(error ? saying.ofQuery(error) : data ? said(data.act) : "");
    const found = data?.act.preview;
    if (!found) return;
    const counted = { examined: found.examined, yellow: found.newlyYellow, red: found.newlyRed };
    setSeen(t(found.isWhole ? "signals.wouldLight" : "signals.wouldLightOfFirst", counted));
  };
  const send = async () => {
    const { data, error } = await publish({ input: input() });
    setProblem(error ? saying.ofQuery(error) : data ? said(data.act) : "");
    if (!data?.act.ladder) return;
    message.success(t("act.recorded", { act: t("signals.publish") }));
    navigate(`/halls/${hall}/signals`);
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ item, fromOn: dayjs(ladder.on), rungs: draftOf(ladder.rungs) }}
      onFinish={send}
    >
      <section className="panel rung-fields">
        <Form.Item name="item" label={t("signals.itemCode")}>
          <Input maxLength={64} placeholder={t("signals.allItems")} />
        </Form.Item>
        <Form.Item name="fromOn" label={t("signals.fromOn")}>
          <DatePicker allowClear={false} />
        </Form.Item>
        <Form.Item name="reason" label={t("signals.reason")} required>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </section>
      <Form.List name="rungs">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <RungFields key={key} place={name} articles={articles} remove={() => remove(name)} />
            ))}
            <Button onClick={() => add({ anchor: "PROMISED", offset: -1, unit: "WORKING_DAY", edge: "OPEN" })}>
              {t("signals.addRung")}
            </Button>
          </>
        )}
      </Form.List>
      <div aria-live="assertive">{problem && <Alert type="error" showIcon title={problem} />}</div>
      <div aria-live="polite">{seen && <Alert type="info" showIcon title={seen} />}</div>
      <Space className="rung-acts">
        <Button onClick={look} loading={previewing.fetching}>
          {t("signals.preview")}
        </Button>
        <Button type="primary" htmlType="submit" loading={publishing.fetching}>
          {t("signals.publish")}
        </Button>
      </Space>
    </Form>
  );
}
