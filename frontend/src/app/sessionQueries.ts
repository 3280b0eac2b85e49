import { graphql } from "../gql";

export const MeDocument = graphql(`
  query Me {
    me {
      ...Signed
    }
  }
  fragment Signed on Me {
    username
    displayName
    language
    isDemo
    needsSecondFactor
    now
    calendarPublishedThrough
    posts {
      ...Placed
    }
    activePost {
      ...Placed
    }
  }
  fragment Placed on Post {
    id
    role
    departments
    hall {
      code
      name
      tier
      isProvisioned
    }
  }
`);

export const SignInDocument = graphql(`
  mutation SignIn($username: String!, $password: String!) {
    signIn(username: $username, password: $password) {
      needsCode
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SignInProviderDocument = graphql(`
  query SignInProvider {
    signInProvider
  }
`);

export const ConfirmSignInDocument = graphql(`
  mutation ConfirmSignIn($code: String!) {
    confirmSignIn(code: $code) {
      errors {
        code
        message
      }
    }
  }
`);

export const ProofDocument = graphql(`
  query Proof {
    me {
      secondFactor {
        isOn
        recoveryLeft
        hasPassword
      }
    }
  }
`);

export const ConfirmIdentityDocument = graphql(`
  mutation ConfirmIdentity($password: String!, $code: String) {
    act: confirmIdentity(password: $password, code: $code) {
      errors {
        code
        message
      }
    }
  }
`);

export const SignOutDocument = graphql(`
  mutation SignOut {
    signOut {
      ok
    }
  }
`);

export const ChoosePostDocument = graphql(`
  mutation ChoosePost($id: ID!) {
    choosePost(id: $id) {
      errors {
        code
        message
      }
    }
  }
`);

export const SetLanguageDocument = graphql(`
  mutation SetLanguage($language: String!) {
    setLanguage(language: $language) {
      errors {
        code
        message
      }
    }
  }
`);
