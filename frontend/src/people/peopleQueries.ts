import { graphql } from "../gql";

export const PeopleDocument = graphql(`
  query People($hall: ID!) {
    people(hall: $hall) {
      ...ShownStaff
    }
  }
  fragment ShownStaff on StaffMember {
    username
    displayName
    sessions
    seenAt
    posts {
      role
      departments
      section
      fromOn
    }
  }
`);

export const ForceSignOutDocument = graphql(`
  mutation ForceSignOut($input: ForceSignOutInput!) {
    act: forceSignOut(input: $input) {
      ok
      errors {
        code
        message
      }
    }
  }
`);
