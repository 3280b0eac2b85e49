import { graphql } from "../gql";

export const SignInLogDocument = graphql(`
  query SignInLog($signInResult: SignInResult, $fromOn: Date, $toOn: Date, $after: String) {
    log: signInLog(result: $signInResult, fromOn: $fromOn, toOn: $toOn, first: 50, after: $after) {
      ...ShownSignInTries
    }
  }
  fragment ShownSignInTries on SignInTryConnection {
    edges {
      node {
        ...ShownSignInTry
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  fragment ShownSignInTry on SignInTry {
    id
    result
    at
    address
    browser
    system
    username
    displayName
  }
`);

export const HallSignInsDocument = graphql(`
  query HallSignIns(
    $hall: ID!
    $person: String
    $signInResult: SignInResult
    $fromOn: Date
    $toOn: Date
    $after: String
  ) {
    log: hallSignIns(
      hall: $hall
      person: $person
      result: $signInResult
      fromOn: $fromOn
      toOn: $toOn
      first: 50
      after: $after
    ) {
      ...ShownSignInTries
    }
  }
`);
