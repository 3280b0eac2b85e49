import { graphql } from "../gql";

export const SignInsDocument = graphql(`
  query SignIns {
    signIns {
      ...ShownSignIn
    }
  }
  fragment ShownSignIn on SignIn {
    id
    isToken
    isThis
    label
    hallName
    createdAt
    seenAt
    endsAt
    address
    browser
    system
  }
`);

export const EndSignInDocument = graphql(`
  mutation EndSignIn($id: ID!) {
    act: endSignIn(id: $id) {
      errors {
        code
        message
      }
    }
  }
`);

export const EndOtherSignInsDocument = graphql(`
  mutation EndOtherSignIns {
    act: endOtherSignIns {
      errors {
        code
        message
      }
    }
  }
`);
