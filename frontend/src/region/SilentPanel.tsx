import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import { LampSign } from "../lamp/LampSign";
import { ProblemState } from "../states/ProblemState";
import { showMoment } from "../time/shanghai";
import { SilencesDocument } from "./regionQueries";

/** Halls and feeds from which nothing is heard, the longest silent first: what they did meanwhile nobody knows. */
export function SilentPanel({ code }: { code: string }) {
  const { t } = useTranslation();
  const [after, setAfter] = useState<string>();
  const [{ data, error }, run] = useQuery({ query: SilencesDocument, variables: { code, after } });
  const silences = data?.hall?.silences;
  if (error) return <ProblemState error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  if (!silences) return null;
  return (
    <section className="panel">
      <h2>{t("region.silent")}</h2>
      <p className="quiet">{t("region.silentAbout")}</p>
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
      {silences.pageInfo.hasNextPage && (
        <Button size="small" onClick={() => setAfter(silences.pageInfo.endCursor ?? undefined)}>
          {t("region.silentMore")}
        </Button>
      )}
    </section>
  );
}
