import { Table } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useClassWords } from "../classes/useClassWords";
import type { RankedHallFragment } from "../gql/graphql";
import { FigureLink } from "../madeof/FigureLink";
import { ChangeSign } from "../region/ChangeSign";
import { showReading } from "../region/figures";
import { LinkCell } from "../region/LinkCell";
import type { Link as HallLink } from "../region/measureRows";
import type { Measure } from "../region/measures";
import type { Period } from "../time/periods";
import { RankSign } from "./RankSign";
import { Sparkline } from "./Sparkline";

type Props = {
  halls: readonly RankedHallFragment[];
  links: ReadonlyMap<string, HallLink>;
  measure: Measure;
  minimum: number;
  isCompared: boolean;
  period: Period;
  caption: string;
  search: string;
};

/** The children in order; those who are too small, on trial or not connected come after, without a place. */
export function RankingTable({ halls, links, measure, minimum, isCompared, period, caption, search }: Props) {
  const { t } = useTranslation();
  const words = useClassWords();
  const show = (value: number | null | undefined) => showReading(value ?? null, measure);
  const change = ({ value, compared }: RankedHallFragment) =>
    value == null || compared == null ? null : value - compared;
  const columns: ColumnType<RankedHallFragment>[] = [
    {
      key: "rank",
      title: t("ranking.rank"),
      render: (_, hall) => <RankSign hall={hall} minimum={minimum} isCompared={isCompared} />,
    },
    {
      key: "name",
      title: t("region.name"),
      render: (_, hall) => <Link to={`/regions/${hall.code}?${search}`}>{hall.name}</Link>,
    },
    {
      key: "value",
      title: words.measure(measure.key),
      align: "right",
      render: (_, hall) => (
        <>
          <FigureLink figure={measure.opens} place={{ code: hall.code }} period={period} value={hall.value}>
            {show(hall.value)}
          </FigureLink>
          {isCompared && hall.value != null && (
            <div>
              <ChangeSign change={change(hall)} measure={measure} />
            </div>
          )}
        </>
      ),
    },
    ...(measure.kind === "count"
      ? []
      : [
          {
            key: "whole",
            title: t(measure.kind === "rate" ? "ranking.wholeAndInterval" : "ranking.whole"),
            render: (_: unknown, hall: RankedHallFragment) => (
              <>
                <FigureLink
                  figure={measure.whole ?? measure.opens}
                  place={{ code: hall.code }}
                  period={period}
                  value={hall.whole}
                >
                  {hall.whole}
                </FigureLink>
                {hall.low != null && (
                  <div className="quiet">{t("ranking.span", { low: show(hall.low), high: show(hall.high) })}</div>
                )}
              </>
            ),
          },
        ]),
    {
      key: "months",
      title: t("ranking.monthsTitle"),
      render: (_, hall) => <Sparkline months={hall.months} measure={measure} />,
    },
    {
      key: "percentile",
      title: t("ranking.percentile"),
      render: (_, hall) => <PeerWords hall={hall} />,
    },
    {
      key: "link",
      title: t("region.link"),
      render: (_, hall) => {
        const link = links.get(hall.code);
        return link && <LinkCell code={hall.code} link={link} isKnown={hall.standing !== "NOT_CONNECTED"} />;
      },
    },
  ];
  return (
    <Table<RankedHallFragment>
      className="measure-table figures"
      aria-label={caption}
      size="small"
      rowKey="code"
      columns={columns}
      dataSource={[...halls]}
      pagination={halls.length > 60 ? { pageSize: 60, showSizeChanger: false } : false}
      scroll={{ x: "max-content" }}
    />
  );
}

/** Where a hall stands among its peers; never for who is not ranked. */
function PeerWords({ hall: { percentile, peers, volumeClass, standing } }: { hall: RankedHallFragment }) {
  const { t } = useTranslation();
  if (standing !== "RANKED" || !volumeClass) return null;
  const among = t("ranking.among", { count: peers, volume: t(`ranking.volume.${volumeClass}`) });
  return (
    <>
      {percentile != null && <span>{t("ranking.better", { percentile })}</span>}
      <div className="quiet">{among}</div>
    </>
  );
}
