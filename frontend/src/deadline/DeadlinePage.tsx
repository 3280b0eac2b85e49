import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Alert, Button, DatePicker, Form, InputNumber, Radio, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../app/LanguageSwitch";
import { usePageTitle } from "../app/pageTitle";
import { DeadlineResult } from "./DeadlineResult";
import { type Asked, type DeadlineAnswer, DeadlineRefused, reckon, UNITS } from "./reckon";
import { YearCalendar } from "./YearCalendar";
import "./deadline.css";

type Fields = Omit<Asked, "start" | "pauses"> & {
  start: Dayjs;
  pauses?: { from: Dayjs; to?: Dayjs | null }[];
};

/** 期限计算器, for anybody: a start, a limit, what stopped it; the due moment, and each day that did not count. */
export function DeadlinePage() {
  const { t } = useTranslation();
  usePageTitle(t("deadline.title"));
  const [form] = Form.useForm<Fields>();
  const [answer, setAnswer] = useState<DeadlineAnswer>();
  const [problem, setProblem] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const submit = async (fields: Fields) => {
    setProblem(undefined);
    setAsking(true);
    try {
      setAnswer(await reckon(fields));
    } catch (error) {
      setAnswer(undefined);
      const { status, message } = error instanceof DeadlineRefused ? error : { status: 0, message: "" };
      setProblem(status === 429 ? t("deadline.tooOften") : t("deadline.refused", { message }));
    }
    setAsking(false);
  };
  const missing = (field: string) => [{ required: true, message: t("field.missing", { field }) }];
  return (
    <div className="deadline">
      <div className="sign-in-language">
        <LanguageSwitch isSignedIn={false} />
      </div>
      <main>
        <h1>{t("deadline.title")}</h1>
        <p className="quiet">{t("deadline.line")}</p>
        <section className="panel">
          <Form<Fields>
            form={form}
            layout="vertical"
            initialValues={{ value: 20, unit: "working_day", dayEnd: "midnight" }}
            onFinish={submit}
          >
            <Form.Item name="start" label={t("deadline.start")} rules={missing(t("deadline.start"))}>
              <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" autoFocus />
            </Form.Item>
            <div className="deadline-limit">
              <Form.Item name="value" label={t("deadline.limit")} rules={missing(t("deadline.limit"))}>
                <InputNumber min={1} max={3650} precision={0} />
              </Form.Item>
              <Form.Item name="unit" label={t("deadline.unit")}>
                <Select className="choice" options={UNITS.map((value) => ({ value, label: t(`stepUnit.${value}`) }))} />
              </Form.Item>
              <Form.Item name="extension" label={t("deadline.extension")}>
                <InputNumber min={0} max={3650} precision={0} />
              </Form.Item>
            </div>
            <Form.Item name="dayEnd" label={t("deadline.dayEnd")}>
              <Radio.Group
                options={(["midnight", "close_of_business"] as const).map((value) => ({
                  value,
                  label: t(`deadline.${value}`),
                }))}
              />
            </Form.Item>
            <Form.List name="pauses">
              {(pauses, { add, remove }) => (
                <fieldset className="papers">
                  <legend>{t("deadline.pauses")}</legend>
                  {pauses.map((pause, place) => (
                    <div key={pause.key} className="papers-line">
                      <Form.Item
                        name={[pause.name, "from"]}
                        label={t("deadline.from")}
                        rules={missing(t("deadline.from"))}
                      >
                        <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" />
                      </Form.Item>
                      <Form.Item name={[pause.name, "to"]} label={t("deadline.to")} extra={t("deadline.toHint")}>
                        <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" />
                      </Form.Item>
                      <Button
                        icon={<DeleteOutlined />}
                        aria-label={t("deadline.removePause", { place: place + 1 })}
                        onClick={() => remove(pause.name)}
                      />
                    </div>
                  ))}
                  <Button icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
                    {t("deadline.addPause")}
                  </Button>
                </fieldset>
              )}
            </Form.List>
            <Button type="primary" size="large" htmlType="submit" loading={isAsking}>
              {t("deadline.submit")}
            </Button>
          </Form>
        </section>
        <div aria-live="polite">
          {problem && <Alert type="error" showIcon title={problem} />}
          {answer && <DeadlineResult answer={answer} />}
        </div>
        <YearCalendar />
      </main>
    </div>
  );
}
