import { Alert, Button, DatePicker, Progress, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMutation, useQuery } from "urql";
import { useToday } from "../app/session";
import type { BackTestsQuery, RuleInput } from "../gql/graphql";
import { HallSelect } from "../halls/HallSelect";
import { useSaying } from "../states/saying";
import { showMoment } from "../time/shanghai";
import { BackTestsDocument, StartBackTestDocument } from "./ruleQueries";

type Test = BackTestsQuery["backTests"]["edges"][number]["node"];
type Region = { code: string; name: string; isProvisioned: boolean };
type Props = { rule: string; region: Region; draft?: () => RuleInput };

const LOOK_AGAIN = 2000;

/** What the rule, or the draft of one, would have found in a hall: a job with its progress; each example opens the case. */
export function BackTestPanel({ rule, region, draft }: Props) {
  const { t } = useTranslation();
  const saying = useSaying();
  const today = dayjs(useToday());
  const [hall, setHall] = useState({ code: region.code, isChosen: region.isProvisioned });
  const [days, setDays] = useState<[Dayjs, Dayjs]>([today.subtract(12, "month"), today]);
  const [problem, setProblem] = useState<string>();
  const [{ data, error }, look] = useQuery({
    query: BackTestsDocument,
    variables: { hall: hall.code, rule },
    pause: !hall.isChosen || !rule,
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, start] = useMutation(StartBackTestDocument);
  const tests = data?.backTests.edges.map(({ node }) => node) ?? [];
  const isRunning = tests.some((test) => !test.doneAt);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => look({ requestPolicy: "network-only" }), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [isRunning, look]);
  const send = async () => {
    const [from, to] = days.map((day) => day.format("YYYY-MM-DD"));
    const tried = draft ? { rule: draft() } : { code: rule };
    const input = { hall: hall.code, ...tried, fromOn: from ?? "", toOn: to ?? "" };
    const { data: answer, error: failure } = await start({ input });
    const refusal = answer?.act.errors[0];
    setProblem(failure ? saying.ofQuery(failure) : refusal && saying.ofUser(refusal));
    look({ requestPolicy: "network-only" });
  };
  const said = problem ?? (error && saying.ofQuery(error));
  return (
    <section className="panel">
      <h2>{t("backTest.title")}</h2>
      <p className="quiet">{t(draft ? "backTest.draftHint" : "backTest.hint")}</p>
      <Space wrap className="no-print">
        <HallSelect
          value={hall.code}
          name={hall.code === region.code ? region.name : undefined}
          choose={(code) => setHall({ code, isChosen: true })}
        />
        <DatePicker.RangePicker
          aria-label={t("backTest.period")}
          allowClear={false}
          value={days}
          placeholder={[t("backTest.from"), t("backTest.to")]}
          onChange={(chosen) => chosen?.[0] && chosen[1] && setDays([chosen[0], chosen[1]])}
        />
        <Button type="primary" loading={fetching} disabled={!hall.isChosen || !rule} onClick={send}>
          {t("backTest.start")}
        </Button>
      </Space>
      <div aria-live="polite">{said && <Alert type="error" showIcon title={said} style={{ marginTop: 12 }} />}</div>
      {tests.length === 0 ? (
        <p className="quiet">{t("backTest.none")}</p>
      ) : (
        <ul className="back-tests">
          {tests.map((test) => (
            <BackTestItem key={test.id} test={test} hall={hall.code} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BackTestItem({ test, hall }: { test: Test; hall: string }) {
  const { t } = useTranslation();
  const { judged, cases, hits, untold, failed } = test;
  return (
    <li>
      <strong className="figures">{`${test.fromOn} ~ ${test.toOn}`}</strong>{" "}
      <span className="quiet figures">{`${test.askedBy} · ${showMoment(test.at)}`}</span>
      <div>
        <code>{test.when}</code>
      </div>
      {!test.doneAt && (
        <Progress
          percent={cases === 0 ? 0 : Math.round((judged / cases) * 100)}
          aria-label={t("backTest.progress", { judged, cases })}
        />
      )}
      <div className="figures">
        {t("backTest.progress", { judged, cases })}
        {" · "}
        {t("backTest.result", { hits, untold, failed })}
      </div>
      {test.examples.length > 0 && (
        <div>
          {t("backTest.examples")}{" "}
          {test.examples.map((number) => (
            <Link key={number} className="example" to={`/halls/${hall}/cases/${encodeURIComponent(number)}`}>
              {number}
            </Link>
          ))}
        </div>
      )}
    </li>
  );
}
