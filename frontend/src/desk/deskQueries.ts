import { graphql } from "../gql";

export const DeskDocument = graphql(`
  query Desk($hall: ID!, $queue: DeskQueue!, $department: ID, $search: String, $first: Int!, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    desk(hall: $hall, department: $department) {
      queue
      count
    }
    deskCases(
      hall: $hall
      queue: $queue
      department: $department
      search: $search
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...DeskRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment DeskRow on Case {
    number
    applicantName
    lamp
    stage
    state
    dueAt
    noticeDueAt
    submittedAt
    concludedAt
    verifiedAt
    deliveredAt
    correctionAskedAt
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
