import { graphql } from "../gql";

export const LadderDocument = graphql(`
  query Ladder($hall: ID!) {
    hall(code: $hall) {
      code
      name
      departments {
        code
        name
      }
    }
    ladder(hall: $hall) {
      ...ShownLadder
    }
  }
  fragment ShownRung on LadderRung {
    step
    weight
    count
    days
    tier
  }
  fragment ShownLadder on Ladder {
    basis
    publishedAt
    mayPublish
    rungs {
      ...ShownRung
    }
  }
`);

export const DepartmentLadderDocument = graphql(`
  query DepartmentLadder($hall: ID!, $ofDepartment: ID!) {
    departmentLadder(hall: $hall, department: $ofDepartment) {
      standings {
        count
        isProposed
        rung {
          ...ShownRung
        }
      }
    }
  }
`);

export const PublishLadderDocument = graphql(`
  mutation PublishLadder($input: PublishLadderInput!) {
    act: publishLadder(input: $input) {
      ladder {
        ...ShownLadder
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
