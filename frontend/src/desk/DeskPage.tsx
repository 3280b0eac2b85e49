import { Input, Space } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router-dom";
import { useQuery } from "urql";
import { LinkButton } from "../app/LinkButton";
import { usePageTitle } from "../app/pageTitle";
import { useMe } from "../app/session";
import { useChange } from "../app/useAddress";
import { KeysetPager } from "../cases/KeysetPager";
import { oneOf, withChange } from "../cases/listAddress";
import type { DeskQueue } from "../gql/graphql";
import { useKeys } from "../keys/useKeys";
import { AbsentState } from "../states/AbsentState";
import { EmptyState } from "../states/EmptyState";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { DeskDocument } from "./deskQueries";
import { HandOverDesk } from "./HandOverDesk";
import { KeyList } from "./KeyList";
import { QueueList } from "./QueueList";
import { QueueRows } from "./QueueRows";
import { QUEUES, queueOf } from "./queues";
import "../cases/list.css";
import "../window/window.css";
import "./desk.css";

const SHOWN = 30;

/** What waits for the department of the post, queue by queue; works by keyboard alone. */
export function DeskPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const [params, change] = useChange();
  const navigate = useNavigate();
  const isClerk = useMe().activePost?.role === "CLERK";
  const queue = oneOf(QUEUES, params.get("queue")) ?? "DUE_TODAY";
  const to = (one: DeskQueue) => `?${withChange(params, { queue: one })}`;
  const [{ data, error, operation }, run] = useQuery({
    query: DeskDocument,
    variables: {
      hall: code,
      queue,
      department: params.get("department"),
      search: params.get("search"),
      first: SHOWN,
      after: params.get("after"),
    },
    requestPolicy: "cache-and-network",
  });
  // While another queue is being read, the answer at hand is still that of the one before.
  const isRead = operation?.variables.queue === queue && operation.variables.search === params.get("search");
  const rows = (isRead && data?.deskCases.edges.map(({ node }) => node)) || [];
  useKeys((key) => {
    const other = queueOf(key);
    if (other) navigate(to(other));
    else if (key === "n" && isClerk) navigate("/window");
    else return false;
    return true;
  });
  usePageTitle(data?.hall ? `${data.hall.name} ${t("desk.title")}` : t("desk.title"));
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!data) return <LoadingState />;
  if (!data.hall) return <AbsentState text={t("region.absent")} />;
  return (
    <>
      <div className="page-head">
        <h1>{t("desk.of", { name: data.hall.name })}</h1>
        <Space wrap>
          {isClerk && <HandOverDesk hall={code} done={() => run({ requestPolicy: "network-only" })} />}
          {isClerk && <LinkButton to="/window">{t("desk.register")}</LinkButton>}
          <LinkButton to={`/halls/${code}/cases`}>{t("desk.allCases")}</LinkButton>
        </Space>
      </div>
      <KeyList />
      <div className="desk-board">
        <QueueList counts={data.desk} chosen={queue} to={to} />
        <section className="panel">
          <div className="page-head">
            <h2>{t(`deskQueue.${queue}`)}</h2>
            <Input.Search
              className="desk-search"
              key={params.get("search")}
              allowClear
              aria-label={t("desk.search")}
              placeholder={t("desk.search")}
              defaultValue={params.get("search") ?? ""}
              onSearch={(text) => change({ search: text.trim() })}
            />
          </div>
          {!isRead ? (
            <LoadingState />
          ) : rows.length === 0 ? (
            <EmptyState text={t("desk.none")}>
              {params.get("search") ? (
                <LinkButton to={`?${withChange(params, { search: null })}`}>{t("desk.withoutSearch")}</LinkButton>
              ) : (
                <LinkButton to={`/halls/${code}/cases`}>{t("desk.allCases")}</LinkButton>
              )}
            </EmptyState>
          ) : (
            <QueueRows rows={rows} hall={code} queue={queue} />
          )}
          <KeysetPager pageInfo={data.deskCases.pageInfo} />
        </section>
      </div>
    </>
  );
}
