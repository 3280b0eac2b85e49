import { graphql } from "../gql";

export const HallsBelowDocument = graphql(`
  query HallsBelow(
    $code: ID!
    $search: String
    $tier: Tier
    $state: HallState
    $hallContact: HallContact
    $first: Int!
    $after: String
  ) {
    hall(code: $code) {
      code
      name
      ancestors {
        code
        name
      }
    }
    halls(
      under: $code
      search: $search
      tier: $tier
      state: $state
      contact: $hallContact
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...ListedHall
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ListedHall on Hall {
    code
    name
    tier
    state
    isProvisioned
    trialUntil
    parent {
      code
      name
    }
    link {
      halls
      connected
      silent
      feeds
      silentFeeds
      heardAt
      isSilent
    }
  }
`);

export const HallChangesDocument = graphql(`
  query HallChanges($code: ID!, $after: String) {
    hallChanges(code: $code, first: 20, after: $after) {
      edges {
        node {
          id
          code
          name
          kind
          on
          before
          after
          reason
          personName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const SetHallStateDocument = graphql(`
  mutation SetHallState($input: SetHallStateInput!) {
    act: setHallState(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const RenameHallDocument = graphql(`
  mutation RenameHall($input: RenameHallInput!) {
    act: renameHall(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const MoveHallDocument = graphql(`
  mutation MoveHall($input: MoveHallInput!) {
    act: moveHall(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const MergeHallDocument = graphql(`
  mutation MergeHall($input: MergeHallInput!) {
    act: mergeHall(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SplitHallDocument = graphql(`
  mutation SplitHall($input: SplitHallInput!) {
    act: splitHall(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);
