import { Button, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import type { SilencesQuery } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { showMoment } from "../time/shanghai";
import { SilencesDocument } from "./regionQueries";

/** Halls and feeds from which nothing is heard, the longest silent first: what they did meanwhile nobody knows. */
export function SilentPanel({ code }: { code: string }) {
  const { t } = useTranslation();
  // The keys of the pages gone through, the last one that of the page shown.
  const [keys, setKeys] = useState<string[]>([]);
  const after = keys.at(-1);
  const [{ data, error }, run] = useQuery({ query: SilencesDocument, variables: { code, after } });
  const silences = data?.hall?.silences;
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  return (
    <section className="panel">
      <h2>{t("region.silent")}</h2>
      <p className="quiet">{t("region.silentAbout")}</p>
      {silences ? <Silences silences={silences} /> : <LoadingState height={160} />}
      {(keys.length > 0 || silences?.pageInfo.hasNextPage) && (
        <nav className="pager no-print" aria-label={t("region.silentPages")}>
          <Space wrap>
            <Button disabled={keys.length === 0} onClick={() => setKeys(keys.slice(0, -1))}>
              {t("list.back")}
            </Button>
            <span className="figures">{t("list.page", { page: keys.length + 1 })}</span>
            <Button
              disabled={!silences?.pageInfo.hasNextPage}
              onClick={() => setKeys([...keys, silences?.pageInfo.endCursor ?? ""])}
            >
              {t("list.next")}
            </Button>
          </Space>
        </nav>
      )}
    </section>
  );
}

type Shown = NonNullable<NonNullable<SilencesQuery["hall"]>["silences"]>;

function Silences({ silences }: { silences: Shown }) {
  const { t } = useTranslation();
  return (
    <ul className="documents">
      {silences.edges.map(({ node }) => (
        <li key={node.id}>
          <Link to={node.source ? `/halls/${node.hall.code}/exchange` : `/regions/${node.hall.code}`}>
            {node.hall.name}
          </Link>{" "}
          {node.source && `${node.name} (${node.source}) `}
          <LampSign lamp="NO_DATA" word={t("region.noDataSince", { since: showMoment(node.since) })} />
        </li>
      ))}
    </ul>
  );
}
