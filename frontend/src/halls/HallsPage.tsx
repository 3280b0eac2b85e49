import { Button, Dropdown, Input, Select, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useAddress } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf, withChange } from "../cases/listAddress";
import type { HallContact, ListedHallFragment, Tier } from "../gql/graphql";
import { Crumbs } from "../region/Crumbs";
import { LinkCell } from "../region/LinkCell";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import type { ListColumn } from "../tables/columns";
import { ListFile } from "../tables/ListFile";
import { ListTable } from "../tables/ListTable";
import { showMoment } from "../time/shanghai";
import { HALL_ACTS, HALL_STATES, type HallAct, HallActDrawer } from "./HallActDrawer";
import { HallChanges } from "./HallChanges";
import { HallsBelowDocument } from "./hallQueries";

const TIERS: readonly Tier[] = ["PROVINCE", "CITY", "COUNTY", "TOWNSHIP"];
const CONTACTS: readonly HallContact[] = ["HEARD", "SILENT", "NOT_CONNECTED"];
const PAGE = 50;

/** The halls at and below a region: which are connected and heard, in which state; changed by an administrator above. */
export function HallsPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const me = useMe();
  const [params, readdress] = useAddress();
  const [changes, setChanges] = useState(0);
  const [acting, setActing] = useState<{ act: HallAct; hall: ListedHallFragment }>();
  const asked = {
    code,
    search: params.get("search"),
    tier: oneOf(TIERS, params.get("tier")),
    state: oneOf(HALL_STATES, params.get("state")),
    hallContact: oneOf(CONTACTS, params.get("contact")),
  };
  const [{ data, error }, run] = useQuery({
    query: HallsBelowDocument,
    variables: { ...asked, first: PAGE, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const region = data?.hall;
  usePageTitle(region ? t("halls.title", { name: region.name }) : undefined);
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!region) return <AbsentState text={t("region.absent")} />;
  const change = (key: string, value: string | undefined) => readdress((now) => withChange(now, { [key]: value }));
  const isGoverned = (hall: ListedHallFragment) =>
    me.activePost?.role === "HALL_ADMIN" && me.activePost.hall.code !== hall.code;
  const choice = <T extends string>(key: "tier" | "state" | "contact", values: readonly T[], word: string) => (
    <label>
      {t(`halls.${key}`)}
      <Select
        allowClear
        className="filter-select"
        placeholder={t("list.all")}
        value={key === "contact" ? asked.hallContact : asked[key]}
        options={values.map((value) => ({ value, label: t(`${word}.${value}` as "tier.CITY") }))}
        onChange={(value) => change(key, value)}
      />
    </label>
  );
  const rows = data.halls.edges.map(({ node }) => node);
  const columns: ListColumn<ListedHallFragment>[] = [
    {
      key: "name",
      rowScope: "row",
      title: t("halls.name"),
      text: ({ name }) => name,
      render: (_, hall) => <Link to={`/regions/${hall.code}`}>{hall.name}</Link>,
    },
    { key: "code", title: t("halls.code"), className: "figures", text: ({ code }) => code },
    { key: "tier", title: t("halls.tier"), text: ({ tier }) => t(`tier.${tier}`) },
    { key: "parent", title: t("halls.parent"), text: ({ parent }) => parent?.name ?? null },
    {
      key: "state",
      title: t("halls.state"),
      text: ({ state }) => t(`hallState.${state}`),
      render: (_, { state, trialUntil }) => (
        <>
          <Tag>{t(`hallState.${state}`)}</Tag>
          {state === "TRIAL" && trialUntil && <span className="quiet">{t("halls.until", { on: trialUntil })}</span>}
        </>
      ),
    },
    {
      key: "link",
      title: t("region.link"),
      text: ({ link }) => (link.heardAt ? showMoment(link.heardAt) : null),
      render: (_, { code, link }) => <LinkCell code={code} link={link} isKnown={false} />,
    },
    ...(rows.some(isGoverned)
      ? [
          {
            key: "acts",
            title: t("account.acts"),
            render: (_: unknown, hall: ListedHallFragment) =>
              isGoverned(hall) && (
                <Dropdown
                  trigger={["click"]}
                  menu={{
                    items: HALL_ACTS.map((act) => ({ key: act, label: t(`halls.act.${act}`) })),
                    onClick: ({ key }) => setActing({ act: key as HallAct, hall }),
                  }}
                >
                  <Button size="small" aria-label={t("halls.changeOf", { name: hall.name })}>
                    {t("halls.change")}
                  </Button>
                </Dropdown>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Crumbs ancestors={region.ancestors} here={region} search="" />
      <div className="page-head">
        <h1>{t("halls.title", { name: region.name })}</h1>
        <ListFile
          title={t("halls.title", { name: region.name })}
          query={HallsBelowDocument}
          asked={asked}
          of={({ halls }) => halls}
          columns={columns}
        />
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <label>
            {t("halls.search")}
            <Input.Search
              allowClear
              defaultValue={asked.search ?? ""}
              onSearch={(text) => change("search", text.trim() || undefined)}
            />
          </label>
          {choice("tier", TIERS, "tier")}
          {choice("state", HALL_STATES, "hallState")}
          {choice("contact", CONTACTS, "halls.contactWord")}
        </div>
      </section>
      <section className="panel">
        {rows.length === 0 ? (
          <EmptyState text={t("halls.none")}>
            <Button onClick={() => readdress(() => new URLSearchParams())}>{t("list.clearFilters")}</Button>
          </EmptyState>
        ) : (
          <ListTable<ListedHallFragment>
            aria-label={t("halls.title", { name: region.name })}
            rowKey="code"
            columns={columns}
            dataSource={rows}
            pagination={false}
            scroll={{ x: "max-content" }}
          />
        )}
        <KeysetPager pageInfo={data.halls.pageInfo} />
      </section>
      <HallChanges key={`${code} ${changes}`} code={code} />
      {acting && (
        <HallActDrawer
          {...acting}
          close={() => setActing(undefined)}
          done={() => {
            setActing(undefined);
            setChanges(changes + 1);
            run({ requestPolicy: "network-only" });
          }}
        />
      )}
    </>
  );
}
