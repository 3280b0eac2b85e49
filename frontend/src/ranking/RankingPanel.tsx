import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { useClassWords } from "../classes/useClassWords";
import type { RankMeasure, RegionQuery } from "../gql/graphql";
import type { RegionAddress } from "../region/regionAddress";
import { LoadingState } from "../states/LoadingState";
import { ProblemState } from "../states/ProblemState";
import { RankingFile } from "./RankingFile";
import { RankingTable } from "./RankingTable";
import { RegionMap } from "./RegionMap";
import { RankingDocument } from "./rankingQueries";
import "./ranking.css";

// Pixels: of the map with its legend, of a row, and of what stands above and below the rows.
const MAP = 672;
const ROW = 40;
const AROUND_ROWS = 72;

type Props = { region: NonNullable<RegionQuery["hall"]>; address: RegionAddress; ranked: RankMeasure; search: string };

/** The children by the chosen measure: on the map where there is one, and in order in the table beside it. */
export function RankingPanel({ region, address, ranked, search }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const { period, compared, measure } = address;
  const [{ data, error }, run] = useQuery({
    query: RankingDocument,
    variables: {
      code: region.code,
      measure: ranked,
      ...period,
      cmpFrom: compared?.from ?? null,
      cmpTo: compared?.to ?? null,
    },
    requestPolicy: "cache-and-network",
  });
  const title = t("ranking.title", { name: region.name, measure: words.measure(measure.key) });
  const ranking = data?.hall?.ranking;
  // Townships have no boundaries.
  const isMapped = region.children.some(({ tier }) => tier !== "TOWNSHIP");
  const table = AROUND_ROWS + ROW * region.children.length;
  const links = new Map(region.children.map((child) => [child.code, child.link]));
  return (
    <section className="panel" aria-label={title}>
      <div className="page-head">
        <h2>{title}</h2>
        <RankingFile
          halls={ranking?.halls}
          measure={measure}
          minimum={ranking?.minimum ?? 0}
          title={title}
          asOf={ranking?.asOf}
          address={address}
        />
      </div>
      {error && <ProblemState isPart error={error} retry={() => run({ requestPolicy: "network-only" })} />}
      {!error && !ranking && <LoadingState height={Math.max(isMapped ? MAP : 0, table)} />}
      {!error && ranking && (
        <>
          <div className={isMapped ? "ranking-grid" : undefined}>
            {isMapped && (
              <RegionMap
                code={region.code}
                halls={ranking.halls}
                measure={measure}
                minimum={ranking.minimum}
                search={search}
              />
            )}
            <RankingTable
              halls={ranking.halls}
              links={links}
              measure={measure}
              minimum={ranking.minimum}
              isCompared={compared !== undefined}
              period={period}
              caption={title}
              search={search}
            />
          </div>
          <details className="ranking-notes">
            <summary>{t("ranking.how")}</summary>
            <ul>
              <li>{t(`ranking.order.${measure.better}`)}</li>
              {measure.kind === "count" && <li>{t("ranking.countNote")}</li>}
              <li>{t("ranking.minimumNote", { minimum: ranking.minimum })}</li>
              <li>{t("ranking.intervalNote")}</li>
              <li>
                {t("ranking.peersNote", { bounds: ranking.volumeBounds.join(" / "), fewest: ranking.fewestPeers })}
              </li>
            </ul>
          </details>
        </>
      )}
    </section>
  );
}
