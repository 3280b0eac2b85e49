import { graphql } from "../gql";

export const RankingDocument = graphql(`
  query Ranking($code: ID!, $measure: RankMeasure!, $from: Date!, $to: Date!, $cmpFrom: Date, $cmpTo: Date) {
    hall(code: $code) {
      code
      ranking(measure: $measure, from: $from, to: $to, cmpFrom: $cmpFrom, cmpTo: $cmpTo) {
        minimum
        fewestPeers
        volumeBounds
        asOf
        halls {
          ...RankedHall
        }
      }
    }
  }
  fragment RankedHall on RankedHall {
    code
    name
    tier
    standing
    rank
    rankBefore
    value
    compared
    whole
    low
    high
    volumeClass
    peers
    percentile
    months {
      month
      value
    }
  }
`);
