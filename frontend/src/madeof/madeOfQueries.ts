import { graphql } from "../gql";

export const MadeOfDocument = graphql(`
  query MadeOf(
    $code: ID!
    $figure: Figure!
    $from: Date!
    $to: Date!
    $item: ID
    $department: ID
    $after: String
  ) {
    hall(code: $code) {
      code
      name
      ancestors {
        code
        name
      }
      madeOf(figure: $figure, from: $from, to: $to, item: $item, department: $department, after: $after) {
        value
        itemName
        departmentName
        elsewhere
        asOf
        halls {
          edges {
            node {
              hall {
                code
                name
                tier
              }
              value
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);
