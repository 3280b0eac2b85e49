import { graphql } from "../gql";

export const NoticesDocument = graphql(`
  query Notices($hall: ID!, $unreadOnly: Boolean!, $after: String) {
    notices(hall: $hall, unreadOnly: $unreadOnly, first: 50, after: $after) {
      edges {
        node {
          ...NoticeLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment NoticeLine on Notice {
    id
    kind
    level
    caseNumber
    at
    readAt
    params
    hall {
      code
      name
    }
  }
`);

export const MarkReadDocument = graphql(`
  mutation MarkRead($hall: ID!, $ids: [ID!]!) {
    markNoticesRead(hall: $hall, ids: $ids) {
      errors {
        code
        message
      }
    }
  }
`);
