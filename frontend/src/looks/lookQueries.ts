import { graphql } from "../gql";

export const LooksDocument = graphql(`
  query Looks($hall: ID!, $subject: String, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    looks(hall: $hall, subject: $subject, after: $after) {
      edges {
        node {
          ...LookLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment LookLine on Look {
    id
    personName
    fromHall
    subject
    at
  }
`);
