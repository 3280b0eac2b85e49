import { graphql } from "../gql";

export const RefusalReasonsDocument = graphql(`
  query RefusalReasons($hall: ID!, $withRetired: Boolean!) {
    refusalReasons(hall: $hall, withRetired: $withRetired) {
      code
      name
      ground
      cited
      hallName
      isOwn
      addedAt
      retiredAt
    }
  }
`);

export const AddReasonDocument = graphql(`
  mutation AddReason($input: AddReasonInput!) {
    act: addRefusalReason(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const RetireReasonDocument = graphql(`
  mutation RetireReason($input: RetireReasonInput!) {
    act: retireRefusalReason(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);
