import { graphql } from "../gql";

export const CircularsDocument = graphql(`
  query Circulars($hall: ID!, $circularState: CircularState, $first: Int, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    circulars(hall: $hall, state: $circularState, first: $first, after: $after) {
      edges {
        node {
          ...CircularLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment CircularLine on CircularRow {
    id
    number
    state
    subject
    at
    publishedAt
    dueAt
    department {
      code
      name
    }
  }
`);

export const CircularDocument = graphql(`
  query Circular($hall: ID!, $id: ID!) {
    hall(code: $hall) {
      code
      name
    }
    circular(hall: $hall, id: $id) {
      ...CircularFile
    }
  }
  fragment CircularFile on Circular {
    id
    number
    state
    subject
    issuingHall
    cases
    at
    publishedAt
    dueAt
    replyDays
    shownDays
    permittedActs
    evidence {
      id
      name
      size
      personName
      at
      path
    }
    department {
      code
      name
    }
    document {
      title
      number
      path
      isWithdrawn
    }
    events {
      sequence
      act
      at
      personName
      fromHall
      said
    }
  }
  fragment CircularDone on CircularPayload {
    circular {
      ...CircularFile
    }
    errors {
      code
      message
      field
    }
  }
`);

export const DraftCircularDocument = graphql(`
  mutation DraftCircular($input: DraftCircularInput!) {
    act: draftCircular(input: $input) {
      ...CircularDone
    }
  }
`);
export const ShowCircularDocument = graphql(`
  mutation ShowCircular($input: CircularActInput!) {
    act: showCircular(input: $input) {
      ...CircularDone
    }
  }
`);
export const AnswerCircularDocument = graphql(`
  mutation AnswerCircular($input: CircularReasonsInput!) {
    act: answerCircular(input: $input) {
      ...CircularDone
    }
  }
`);
export const PublishCircularDocument = graphql(`
  mutation PublishCircular($input: CircularActInput!) {
    act: publishCircular(input: $input) {
      ...CircularDone
    }
  }
`);
export const WithdrawCircularDocument = graphql(`
  mutation WithdrawCircular($input: CircularReasonInput!) {
    act: withdrawCircular(input: $input) {
      ...CircularDone
    }
  }
`);
