import { graphql } from "../gql";

export const AdminActsDocument = graphql(`
  query AdminActs($hall: ID!, $kind: AdminKind, $person: String, $after: String) {
    adminActs(hall: $hall, kind: $kind, person: $person, after: $after) {
      edges {
        node {
          ...ShownAdminAct
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ShownAdminAct on AdminAct {
    id
    kind
    personName
    role
    fromHall
    subject
    at
    before {
      name
      value
    }
    after {
      name
      value
    }
  }
`);
