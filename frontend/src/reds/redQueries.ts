import { graphql } from "../gql";

export const RedDecisionsDocument = graphql(`
  query RedDecisions($hall: ID!, $caseNumber: String, $first: Int, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    redDecisions(hall: $hall, caseNumber: $caseNumber, first: $first, after: $after) {
      edges {
        node {
          ...RedDecisionLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment RedDecisionLine on RedDecision {
    id
    number
    reason
    reds
    cases
    feed
    personName
    fromHall
    at
    document {
      title
      number
      path
      isWithdrawn
    }
  }
`);

export const WithdrawRedsDocument = graphql(`
  mutation WithdrawReds($input: WithdrawRedsInput!) {
    act: withdrawReds(input: $input) {
      decision {
        ...RedDecisionLine
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
