import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useQuery } from "urql";
import type { SilencesQuery } from "../gql/graphql";
import { LampSign } from "../lamp/LampSign";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { PanelPager, useTurned } from "../tables/PanelPager";
import { showMoment } from "../time/shanghai";
import { SilencesDocument } from "./regionQueries";

/** Halls and feeds from which nothing is heard, the longest silent first: what they did meanwhile nobody knows. */
export function SilentPanel({ code }: { code: string }) {
  const { t } = useTranslation();
  const turned = useTurned();
  const [{ data, error }, run] = useQuery({ query: SilencesDocument, variables: { code, after: turned.after } });
  const silences = data?.hall?.silences;
  if (error) return <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />;
  return (
    <section className="panel">
      <h2>{t("region.silent")}</h2>
      <p className="quiet">{t("region.silentAbout")}</p>
      {silences ? <Silences silences={silences} /> : <LoadingState height={160} />}
      {silences && <PanelPager turned={turned} pageInfo={silences.pageInfo} label={t("region.silentPages")} />}
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
