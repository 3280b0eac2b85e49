import { graphql } from "../gql";

export const CasesDocument = graphql(`
  query Cases(
    $hall: ID!
    $state: CaseState
    $lamp: Lamp
    $department: ID
    $item: ID
    $stage: String
    $channel: Channel
    $caseClass: CaseClass
    $overdue: Overdue
    $search: String
    $receivedFrom: Date
    $receivedTo: Date
    $concludedFrom: Date
    $concludedTo: Date
    $order: CaseOrder
    $first: Int!
    $after: String
    $before: String
  ) {
    hall(code: $hall) {
      code
      name
    }
    cases(
      hall: $hall
      state: $state
      lamp: $lamp
      department: $department
      item: $item
      stage: $stage
      channel: $channel
      caseClass: $caseClass
      overdue: $overdue
      search: $search
      receivedFrom: $receivedFrom
      receivedTo: $receivedTo
      concludedFrom: $concludedFrom
      concludedTo: $concludedTo
      order: $order
      first: $first
      after: $after
      before: $before
    ) {
      edges {
        node {
          ...CaseRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
        hasPreviousPage
        startCursor
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
    channel
    submittedAt
    acceptedAt
    dueAt
    statutoryDueAt
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
