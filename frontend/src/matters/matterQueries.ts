import { graphql } from "../gql";

export const OpenMattersDocument = graphql(`
  query OpenMatters($code: ID!, $matterKind: MatterKind, $late: Boolean, $first: Int, $after: String) {
    hall(code: $code) {
      code
      name
    }
    openMatters(code: $code, kind: $matterKind, late: $late, first: $first, after: $after) {
      edges {
        node {
          ...OpenMatterRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment OpenMatterRow on OpenMatter {
    id
    kind
    number
    state
    isLate
    isAwaited
    issuedAt
    hall {
      code
      name
    }
    department {
      code
      name
    }
  }
`);
