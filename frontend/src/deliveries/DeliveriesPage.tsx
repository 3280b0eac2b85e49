import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import type { DeliveryState, NoticeChannel } from "../gql/graphql";
import zh from "../messages/zh.json";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { DeliveriesFile } from "./DeliveriesFile";
import { DeliveryActs } from "./DeliveryActs";
import { DeliveryTable } from "./DeliveryTable";
import { DeliveriesDocument } from "./deliveryQueries";
import "../cases/list.css";
import { FilterSelect } from "../tables/FilterSelect";
import "./deliveries.css";

const STATES = Object.keys(zh.deliveryState) as DeliveryState[];
const CHANNELS = Object.keys(zh.noticeChannel) as NoticeChannel[];

/** Messages that left this hall by other channels; its administrator sends dead ones again or sets them aside. */
export function DeliveriesPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { activePost } = useMe();
  const [params, change] = useChange();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  usePageTitle(t("delivery.title"));
  const state = STATES.find((one) => one === params.get("state")) ?? null;
  const channel = CHANNELS.find((one) => one === params.get("channel")) ?? null;
  const asked = { hall: code, deliveryState: state, noticeChannel: channel };
  const [{ data, error }, ask] = useQuery({
    query: DeliveriesDocument,
    variables: { ...asked, after: params.get("after") },
    requestPolicy: "cache-and-network",
  });
  const again = () => ask({ requestPolicy: "network-only" });
  if (error) return <ProblemState error={error} retry={again} />;
  if (!data) return <LoadingState />;
  const rows = data.deliveries.edges.map(({ node }) => node);
  const isAdmin = activePost?.role === "HALL_ADMIN" && activePost.hall.code === code;
  return (
    <>
      <div className="page-head">
        <h1>{t("delivery.title")}</h1>
        <DeliveriesFile asked={asked} />
        {isAdmin && <LinkButton to={`/halls/${code}/channels`}>{t("channels.title")}</LinkButton>}
      </div>
      <section className="panel" aria-label={t("list.filters")}>
        <div className="filters no-print">
          <FilterSelect
            label={t("delivery.state")}
            values={STATES}
            word={(value) => t(`deliveryState.${value}`)}
            value={state}
            choose={(chosen) => change({ state: chosen })}
          />
          <FilterSelect
            label={t("delivery.channel")}
            values={CHANNELS}
            word={(value) => t(`noticeChannel.${value}`)}
            value={channel}
            choose={(chosen) => change({ channel: chosen })}
          />
        </div>
      </section>
      <section className="panel">
        <p className="quiet">{t("delivery.about")}</p>
        {rows.length === 0 ? (
          <EmptyState text={t("delivery.none")}>
            {params.size > 0 ? (
              <LinkButton to={`/halls/${code}/deliveries`}>{t("list.clearFilters")}</LinkButton>
            ) : (
              <LinkButton to="/notices">{t("nav.notices")}</LinkButton>
            )}
          </EmptyState>
        ) : (
          <>
            {isAdmin && (
              <DeliveryActs
                hall={code}
                ids={chosen}
                done={() => {
                  setChosen([]);
                  again();
                }}
              />
            )}
            <DeliveryTable hall={code} rows={rows} chosen={isAdmin ? chosen : undefined} choose={setChosen} />
          </>
        )}
        <KeysetPager pageInfo={data.deliveries.pageInfo} />
      </section>
    </>
  );
}
