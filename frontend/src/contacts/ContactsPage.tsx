import { Button, Checkbox, Input, type InputRef, Select, Space } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useAddress, useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf } from "../cases/listAddress";
import type { ContactState } from "../gql/graphql";
import { useKeys } from "../keys/useKeys";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { ContactDrawer } from "./ContactDrawer";
import { ContactForm } from "./ContactForm";
import { ContactTable } from "./ContactTable";
import { ContactsDocument } from "./contactQueries";
import "../cases/list.css";

const STATES: readonly ContactState[] = ["OPEN", "ANSWERED", "REGISTERED"];
const FLAGS = ["late", "untaken", "mine"] as const;

/** 首问: who asked what, and who answers for it at every moment. */
export function ContactsPage() {
  const { t, i18n } = useTranslation();
  const { code = "" } = useParams();
  const { activePost } = useMe();
  const [params, change] = useChange();
  const [, readdress] = useAddress();
  const first = useRef<InputRef>(null);
  const state = oneOf(STATES, params.get("state"));
  const has = (flag: string) => params.get(flag) === "1";
  const [{ data, error }, ask] = useQuery({
    query: ContactsDocument,
    variables: {
      hall: code,
      contactState: state ?? null,
      isLate: has("late"),
      isUntaken: has("untaken"),
      isMine: has("mine"),
      search: params.get("search"),
      after: params.get("after"),
    },
    requestPolicy: "cache-and-network",
  });
  usePageTitle(t("contact.title"));
  useKeys((key) => {
    if (key !== "n" || !first.current) return false;
    first.current.focus();
    return true;
  });
  if (error) return <ProblemState error={error} retry={() => ask({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  const rows = data.contacts.edges.map(({ node }) => node);
  const opened = params.get("number");
  const asked = new URLSearchParams(params);
  asked.set("language", i18n.language.startsWith("en") ? "en" : "zh");
  return (
    <>
      <div className="page-head">
        <h1>{t("contact.of", { name: data.hall.name })}</h1>
        <Button href={`/api/v1/halls/${code}/contacts.csv?${asked}`}>{t("export.csv")}</Button>
      </div>
      {activePost?.role === "CLERK" && activePost.hall.code === code && (
        <section className="panel">
          <h2>{t("contact.record")}</h2>
          <p className="quiet">{t("contact.key")}</p>
          <ContactForm
            hall={code}
            first={first}
            recorded={(number) => {
              readdress((now) => withNumber(now, number));
              ask({ requestPolicy: "network-only" });
            }}
          />
        </section>
      )}
      <section className="panel">
        <Space wrap style={{ marginBottom: 12 }}>
          <Select
            aria-label={t("contact.state")}
            allowClear
            placeholder={t("contact.state")}
            style={{ minWidth: 140 }}
            value={state}
            options={STATES.map((value) => ({ value, label: t(`contactState.${value}`) }))}
            onChange={(chosen?: ContactState) => change({ state: chosen ?? null })}
          />
          {FLAGS.map((flag) => (
            <Checkbox
              key={flag}
              checked={has(flag)}
              onChange={({ target }) => change({ [flag]: target.checked ? "1" : null })}
            >
              {t(`contact.only.${flag}`)}
            </Checkbox>
          ))}
          <Input.Search
            aria-label={t("cases.search")}
            allowClear
            maxLength={64}
            defaultValue={params.get("search") ?? ""}
            onSearch={(text) => change({ search: text.trim() || null })}
          />
        </Space>
        {rows.length === 0 ? (
          <EmptyState text={t("contact.none")}>
            <LinkButton to={`/halls/${code}/cases`}>{t("region.openCases")}</LinkButton>
          </EmptyState>
        ) : (
          <ContactTable rows={rows} hall={code} address={(number) => `?${withNumber(params, number)}`} />
        )}
        <KeysetPager pageInfo={data.contacts.pageInfo} />
      </section>
      {opened && (
        <ContactDrawer
          key={opened}
          hall={code}
          number={opened}
          close={() => {
            readdress((now) => withNumber(now, null));
            ask({ requestPolicy: "network-only" });
          }}
        />
      )}
    </>
  );
}

/** With this contact opened beside the list, or with none. */
function withNumber(params: URLSearchParams, number: string | null): URLSearchParams {
  const next = new URLSearchParams(params);
  if (number) next.set("number", number);
  else next.delete("number");
  return next;
}
