import { Alert, Button, Input, Progress, Space, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { csrfToken } from "../app/graphqlClient";
import { csvText, download } from "../csv/csv";
import { ListTable } from "../tables/ListTable";
import { eventsIn, type Finding, findings, type Verdict } from "./conformance";

const BATCH = 500;
const LARGEST = 20_000_000;
type State =
  | { is: "idle" }
  | { is: "unread" }
  | { is: "large" }
  | { is: "failed"; code: string }
  | { is: "asking"; done: number; of: number }
  | { is: "done"; results: Verdict[] };

/** What the exchange would say of a file or a pasted batch; nothing is written. */
export function Validator() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [state, setState] = useState<State>({ is: "idle" });
  const check = async (given: string) => {
    const events = eventsIn(given);
    if (!events) return setState({ is: "unread" });
    const results: Verdict[] = [];
    for (let start = 0; start < events.length; start += BATCH) {
      setState({ is: "asking", done: start, of: events.length });
      const answer = await judged(events.slice(start, start + BATCH));
      if (typeof answer === "string") return setState({ is: "failed", code: answer });
      results.push(...answer.map((one) => ({ ...one, index: one.index + start })));
    }
    setState({ is: "done", results });
  };
  return (
    <>
      <Input.TextArea
        aria-label={t("exchange.batch")}
        placeholder={t("exchange.batchExample")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoSize={{ minRows: 4, maxRows: 12 }}
        spellCheck={false}
      />
      <Space wrap style={{ marginTop: 12 }}>
        <Button type="primary" onClick={() => check(text)} disabled={text.trim() === "" || state.is === "asking"}>
          {t("exchange.check")}
        </Button>
        <Upload
          accept=".json,.jsonl,.csv,.txt"
          showUploadList={false}
          beforeUpload={(file) => {
            if (file.size > LARGEST) setState({ is: "large" });
            else file.text().then(check);
            return false;
          }}
        >
          <Button disabled={state.is === "asking"}>{t("exchange.checkFile")}</Button>
        </Upload>
      </Space>
      <div role="status" style={{ marginTop: 12 }}>
        {state.is === "asking" && (
          <Progress
            aria-label={t("exchange.check")}
            percent={Math.round((100 * state.done) / state.of)}
            format={() => `${state.done} / ${state.of}`}
          />
        )}
        {state.is === "unread" && <Alert type="error" showIcon title={t("exchange.unread")} />}
        {state.is === "large" && <Alert type="error" showIcon title={t("exchange.large")} />}
        {state.is === "failed" && (
          <Alert type="error" showIcon title={t("exchange.checkFailed", { code: state.code })} />
        )}
        {state.is === "done" && <Report results={state.results} />}
      </div>
    </>
  );
}

async function judged(events: unknown[]): Promise<Verdict[] | string> {
  const response = await fetch("/api/v1/exchange/validate", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(document.cookie) },
    body: JSON.stringify({ events }),
  }).catch(() => null);
  if (!response) return "NETWORK";
  const answer = await response.json().catch(() => null);
  return response.ok ? answer.results : (answer?.error?.code ?? String(response.status));
}

function Report({ results }: { results: Verdict[] }) {
  const { t } = useTranslation();
  const wrong = findings(results);
  const rejected = results.filter(({ status }) => status === "rejected");
  const duplicates = results.filter(({ status }) => status === "duplicate").length;
  const counts = { all: results.length, taken: results.length - rejected.length - duplicates, duplicates };
  const save = () =>
    download(
      "conformance.csv",
      csvText([
        [
          t("exchange.line"),
          t("exchange.eventId"),
          t("exchange.status"),
          t("exchange.errorCode"),
          t("exchange.member"),
          t("exchange.meaning"),
        ],
        ...results.map((one) => [
          one.index + 1,
          one.event_id,
          one.status,
          one.code ?? null,
          one.field ?? null,
          one.message ?? null,
        ]),
      ]),
    );
  return (
    <>
      <Alert
        type={rejected.length === 0 ? "success" : "warning"}
        showIcon
        title={t(rejected.length === 0 ? "exchange.conforms" : "exchange.conformsNot", { count: rejected.length })}
        description={t("exchange.wouldBe", counts)}
        action={<Button onClick={save}>{t("exchange.saveReport")}</Button>}
      />
      {wrong.length > 0 && (
        <ListTable<Finding>
          aria-label={t("exchange.findings")}
          rowKey={(one) => `${one.code} ${one.field}`}
          dataSource={wrong}
          pagination={wrong.length > 20 ? { pageSize: 20 } : false}
          scroll={{ x: "max-content" }}
          columns={[
            { key: "code", title: t("exchange.errorCode"), render: (_, one) => <code>{one.code}</code> },
            { key: "field", title: t("exchange.member"), render: (_, one) => <code>{one.field}</code> },
            { key: "meaning", title: t("exchange.meaning"), render: (_, one) => one.message },
            { key: "count", title: t("exchange.howOften"), align: "right", render: (_, one) => one.count },
            { key: "first", title: t("exchange.firstLine"), align: "right", render: (_, one) => one.first },
          ]}
        />
      )}
    </>
  );
}
