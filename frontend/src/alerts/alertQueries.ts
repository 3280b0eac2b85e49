import { graphql } from "../gql";

export const AlertsDocument = graphql(`
  query Alerts(
    $code: ID!
    $level: AlertLevel
    $item: ID
    $department: ID
    $from: Date
    $to: Date
    $first: Int
    $after: String
  ) {
    hall(code: $code) {
      code
      name
    }
    alerts(
      code: $code
      level: $level
      item: $item
      department: $department
      from: $from
      to: $to
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...AlertRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment AlertRow on Alert {
    id
    caseNumber
    level
    clock
    rung
    rule {
      code
      zh
      en
    }
    at
    isCaseOpen
    noDataSince
    hall {
      code
      name
    }
    item {
      code
      name
    }
    department {
      code
      name
    }
  }
`);
