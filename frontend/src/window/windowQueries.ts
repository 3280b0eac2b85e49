import { graphql } from "../gql";

export const RegisterDocument = graphql(`
  mutation Register($input: RegisterCaseInput!) {
    registerCase(input: $input) {
      case {
        number
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
