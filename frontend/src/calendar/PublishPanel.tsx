import { Alert, App, Button, Input, InputNumber, Select, Space, Upload } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient, useMutation } from "urql";
import type { CalendarLayer, CalendarPreviewQuery } from "../gql/graphql";
import { useSaying } from "../states/saying";
import { CalendarFileDocument, CalendarPreviewDocument, PublishCalendarDocument } from "./calendarQueries";
import { PreviewResult } from "./PreviewResult";

type Preview = CalendarPreviewQuery["calendarPreview"];
type Props = { code: string; layers: readonly CalendarLayer[]; firstYear: number; published: () => void };

const LARGEST = 65_536;

/** A file of one layer: shown before it is published, with every open case that would move. */
export function PublishPanel({ code, layers, firstYear, published }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const saying = useSaying();
  const client = useClient();
  // A hall closes a day more often than a notice comes out.
  const [layer, setLayer] = useState<CalendarLayer>(layers.at(-1) as CalendarLayer);
  const [year, setYear] = useState(firstYear);
  const [text, setText] = useState("");
  const [words, setWords] = useState({ source: "", number: "", reason: "" });
  const [problem, setProblem] = useState<string>();
  const [preview, setPreview] = useState<Preview>();
  const [hall, setHall] = useState(code);
  const [{ fetching }, publish] = useMutation(PublishCalendarDocument);
  useEffect(() => {
    let isCurrent = true;
    setPreview(undefined);
    client
      .query(CalendarFileDocument, { code, year, layer }, { requestPolicy: "network-only" })
      .toPromise()
      .then(({ data }) => isCurrent && data && setText(data.calendarYear.file));
    return () => {
      isCurrent = false;
    };
  }, [client, code, year, layer]);
  const file = { layer, year, text, ...words };
  const look = async (at: string, after: string | null = null) => {
    const { data, error } = await client
      .query(CalendarPreviewDocument, { hall: at, place: code, file, after }, { requestPolicy: "network-only" })
      .toPromise();
    setProblem(error ? saying.ofQuery(error) : undefined);
    if (!data) return setPreview(undefined);
    const found = data.calendarPreview;
    // The halls that are reached are told with the first answer; going into one of them keeps the list.
    const reached = found.reached.length > 0 ? found.reached : (preview?.reached ?? []);
    setPreview(at === code && after === null ? found : { ...found, reached });
    setHall(at);
  };
  const send = async () => {
    const { data, error } = await publish({ input: { hall: code, ...file, previewed: preview?.version ?? null } });
    const refusal = data?.act.errors[0];
    setProblem(error ? saying.ofQuery(error) : refusal && saying.ofUser(refusal));
    if (!data?.act.version) return;
    message.success(t("calendar.published", { version: data.act.version.version }));
    setPreview(undefined);
    published();
  };
  const change = (name: keyof typeof words) => ({
    value: words[name],
    onChange: (event: { target: { value: string } }) => {
      setWords({ ...words, [name]: event.target.value });
      setPreview(undefined);
    },
  });
  const isReady = preview && preview.problems.length + preview.errors.length === 0 && hall === code;
  return (
    <section className="panel no-print">
      <h2>{t("calendar.publishTitle")}</h2>
      <p className="quiet">{t("calendar.publishAbout")}</p>
      <div className="filters">
        <label>
          {t("calendar.layer")}
          <Select
            className="choice"
            value={layer}
            options={layers.map((value) => ({ value, label: t(`calendarLayer.${value}`) }))}
            onChange={setLayer}
          />
        </label>
        <label>
          {t("calendar.year")}
          <InputNumber min={1971} max={2100} precision={0} value={year} onChange={(one) => one && setYear(one)} />
        </label>
        {layer !== "HALL" && (
          <>
            <label>
              {t("calendar.source")}
              <Input maxLength={200} {...change("source")} />
            </label>
            <label>
              {t("calendar.number")}
              <Input maxLength={64} {...change("number")} />
            </label>
          </>
        )}
        <label>
          {t("calendar.reason")}
          <Input maxLength={300} {...change("reason")} />
        </label>
      </div>
      <Input.TextArea
        aria-label={t("calendar.file")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setPreview(undefined);
        }}
        autoSize={{ minRows: 6, maxRows: 16 }}
        spellCheck={false}
      />
      <Space wrap className="calendar-acts">
        <Upload
          accept=".csv,.txt"
          showUploadList={false}
          beforeUpload={(one) => {
            if (one.size > LARGEST) setProblem(t("calendar.fileLarge"));
            else one.text().then(setText);
            setPreview(undefined);
            return false;
          }}
        >
          <Button>{t("calendar.readFile")}</Button>
        </Upload>
        <Button type="primary" onClick={() => look(code)}>
          {t("calendar.preview")}
        </Button>
        <Button disabled={!isReady} loading={fetching} onClick={send}>
          {t("calendar.publish")}
        </Button>
      </Space>
      <div aria-live="polite">
        {problem && <Alert type="error" showIcon title={problem} />}
        {preview && <PreviewResult preview={preview} hall={hall} look={look} />}
      </div>
    </section>
  );
}
