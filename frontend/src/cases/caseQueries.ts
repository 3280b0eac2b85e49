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
    $anomaly: Anomaly
    $overdue: Overdue
    $finding: FindingCode
    $foundBy: ID
    $search: String
    $receivedFrom: Date
    $receivedTo: Date
    $concludedFrom: Date
    $concludedTo: Date
    $figure: Figure
    $figureFrom: Date
    $figureTo: Date
    $passedStage: String
    $isSummed: Boolean! = false
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
      anomaly: $anomaly
      overdue: $overdue
      finding: $finding
      rule: $foundBy
      search: $search
      receivedFrom: $receivedFrom
      receivedTo: $receivedTo
      concludedFrom: $concludedFrom
      concludedTo: $concludedTo
      figure: $figure
      figureFrom: $figureFrom
      figureTo: $figureTo
      passedStage: $passedStage
      order: $order
      first: $first
      after: $after
      before: $before
    ) {
      edges {
        node {
          ...CaseRow
          adds @include(if: $isSummed)
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

export const OwnFigureDocument = graphql(`
  query OwnFigure($code: ID!, $figure: Figure!, $from: Date!, $to: Date!, $item: ID, $department: ID) {
    hall(code: $code) {
      code
      ownFigure(figure: $figure, from: $from, to: $to, item: $item, department: $department)
    }
  }
`);
