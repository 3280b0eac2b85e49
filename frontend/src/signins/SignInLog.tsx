import { Button, DatePicker, Input, Tag } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { ShownSignInTriesFragment, ShownSignInTryFragment, SignInResult } from "../gql/graphql";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { FilterSelect } from "../tables/FilterSelect";
import { ListTable } from "../tables/ListTable";
import { isDay } from "../time/periods";
import { showMoment } from "../time/shanghai";
import { useClientWords } from "./clientWords";
import { HallSignInsDocument, SignInLogDocument } from "./signInQueries";
import "../cases/list.css";

const RESULTS: readonly SignInResult[] = ["SIGNED_IN", "REFUSED", "CODE_REFUSED", "LOCKED"];

/** Tries to sign in, newest first: one's own, or with a hall those of its people for its administrator. */
export function SignInLog({ hall, path }: { hall?: string; path: string }) {
  const { t } = useTranslation();
  const [params, change] = useChange();
  const person = params.get("person") ?? "";
  const result = oneOf(RESULTS, params.get("result"));
  const day = (key: string) => {
    const text = params.get(key);
    return isDay(text) ? text : null;
  };
  const picked = (key: string) => {
    const text = day(key);
    return text ? dayjs(text) : null;
  };
  const asked = { signInResult: result ?? null, fromOn: day("from"), toOn: day("to"), after: params.get("after") };
  const [own, askOwn] = useQuery({
    query: SignInLogDocument,
    variables: asked,
    pause: hall !== undefined,
    requestPolicy: "cache-and-network",
  });
  const [ofHall, askOfHall] = useQuery({
    query: HallSignInsDocument,
    variables: { ...asked, hall: hall ?? "", person },
    pause: hall === undefined,
    requestPolicy: "cache-and-network",
  });
  const { data, error } = hall === undefined ? own : ofHall;
  const again = () => (hall === undefined ? askOwn : askOfHall)({ requestPolicy: "network-only" });
  if (error) return <ProblemState isPart error={error} retry={again} />;
  return (
    <>
      <div className="filters no-print">
        {hall !== undefined && (
          <label>
            {t("signInLog.name")}
            <Input.Search
              key={person}
              allowClear
              maxLength={64}
              defaultValue={person}
              onSearch={(text) => change({ person: text.trim() })}
            />
          </label>
        )}
        <FilterSelect
          label={t("signInLog.result")}
          values={RESULTS}
          word={(value) => t(`signInResult.${value}`)}
          value={result}
          choose={(chosen) => change({ result: chosen })}
        />
        <DatePicker.RangePicker
          aria-label={t("signInLog.at")}
          allowEmpty={[true, true]}
          value={[picked("from"), picked("to")]}
          onChange={(range) => change({ from: range?.[0]?.format("YYYY-MM-DD"), to: range?.[1]?.format("YYYY-MM-DD") })}
        />
      </div>
      {data ? <Tries log={data.log} withPersons={hall !== undefined} path={path} /> : <LoadingState />}
    </>
  );
}

/** The list as a file, with the filters that the address has. */
export function SignInFile({ hall }: { hall?: string }) {
  const { t, i18n } = useTranslation();
  const [params] = useChange();
  const asked = new URLSearchParams({ language: i18n.language.startsWith("en") ? "en" : "zh" });
  for (const key of ["person", "result", "from", "to"]) if (params.get(key)) asked.set(key, params.get(key) ?? "");
  const path = hall === undefined ? "/api/v1/account" : `/api/v1/halls/${hall}`;
  return (
    <Button
      className="no-print"
      href={`${path}/sign-ins.csv?${asked}`}
      aria-label={t("export.of", { table: t("signInLog.title") })}
    >
      {t("export.csv")}
    </Button>
  );
}

type Listed = { log: ShownSignInTriesFragment; withPersons: boolean; path: string };

function Tries({ log, withPersons, path }: Listed) {
  const { t } = useTranslation();
  const clientWords = useClientWords();
  const rows = log.edges.map(({ node }) => node);
  if (rows.length === 0)
    return (
      <EmptyState text={t("signInLog.none")}>
        <LinkButton to={path}>{t("list.clearFilters")}</LinkButton>
      </EmptyState>
    );
  const who = {
    key: "name",
    title: t("signInLog.name"),
    render: (_: unknown, { displayName, username }: ShownSignInTryFragment) => (
      <>
        {displayName} <span className="quiet">{username}</span>
      </>
    ),
  };
  return (
    <>
      <ListTable<ShownSignInTryFragment>
        aria-label={t("signInLog.title")}
        rowKey="id"
        dataSource={rows}
        scroll={{ x: "max-content" }}
        columns={[
          { key: "at", title: t("signInLog.at"), render: (_, { at }) => <time dateTime={at}>{showMoment(at)}</time> },
          ...(withPersons ? [who] : []),
          {
            key: "result",
            title: t("signInLog.result"),
            render: (_, { result }) =>
              result === "SIGNED_IN" ? (
                t(`signInResult.${result}`)
              ) : (
                <Tag className="tag-bad">{t(`signInResult.${result}`)}</Tag>
              ),
          },
          {
            key: "address",
            title: t("signInLog.address"),
            render: (_, { address }) => address || t("account.unknown"),
          },
          { key: "client", title: t("signInLog.client"), render: (_, row) => clientWords(row) },
        ]}
      />
      <KeysetPager pageInfo={log.pageInfo} />
    </>
  );
}
