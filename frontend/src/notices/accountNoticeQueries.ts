import { graphql } from "../gql";

export const AccountNoticesDocument = graphql(`
  query AccountNotices($unreadOnly: Boolean!, $after: String) {
    accountNotices(unreadOnly: $unreadOnly, first: 50, after: $after) {
      edges {
        node {
          ...AccountNoticeLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment AccountNoticeLine on AccountNotice {
    id
    kind
    at
    readAt
    params
  }
`);

export const MarkAccountReadDocument = graphql(`
  mutation MarkAccountRead($ids: [ID!]!) {
    act: markAccountNoticesRead(ids: $ids) {
      ok
    }
  }
`);
