import { graphql } from "../gql";

export const CasesDocument = graphql(`
  query Cases(
    $hall: ID!
    $state: CaseState
    $lamp: Lamp
    $item: ID
    $search: String
    $receivedFrom: Date
    $receivedTo: Date
    $order: CaseOrder
    $first: Int!
    $after: String
  ) {
    hall(code: $hall) {
      code
      name
    }
    cases(
      hall: $hall
      state: $state
      lamp: $lamp
      item: $item
      search: $search
      receivedFrom: $receivedFrom
      receivedTo: $receivedTo
      order: $order
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...CaseRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment CaseRow on Case {
    number
    applicantName
    state
    lamp
    stage
    outcome
    submittedAt
    dueAt
    concludedAt
    isProvisional
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
