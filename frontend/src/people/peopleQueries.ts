import { graphql } from "../gql";

export const PostsDocument = graphql(`
  query Posts(
    $hall: ID!
    $postWhen: PostWhen
    $role: Role
    $department: ID
    $search: String
    $after: String
  ) {
    hall(code: $hall) {
      code
      name
      departments {
        code
        name
      }
    }
    posts(
      hall: $hall
      when: $postWhen
      role: $role
      department: $department
      search: $search
      first: 50
      after: $after
    ) {
      edges {
        node {
          ...ShownPost
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ShownPost on StaffPost {
    id
    username
    displayName
    role
    departments
    section
    fromOn
    untilOn
    when
    isOwn
    sessions
    seenAt
    isLocked
  }
`);

export const GrantPostDocument = graphql(`
  mutation GrantPost($input: GrantPostInput!) {
    act: grantPost(input: $input) {
      post {
        id
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const EndPostDocument = graphql(`
  mutation EndPost($input: EndPostInput!) {
    act: endPost(input: $input) {
      errors {
        code
        message
      }
    }
  }
`);

export const ForceSignOutDocument = graphql(`
  mutation ForceSignOut($input: StaffInput!) {
    act: forceSignOut(input: $input) {
      ok
      errors {
        code
        message
      }
    }
  }
`);

export const LiftLockDocument = graphql(`
  mutation LiftLock($input: StaffInput!) {
    act: liftLock(input: $input) {
      ok
      errors {
        code
        message
      }
    }
  }
`);
