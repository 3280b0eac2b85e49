import { graphql } from "../gql";

export const SourcesDocument = graphql(`
  query Sources($hall: ID!) {
    sources(hall: $hall) {
      ...ShownSource
    }
  }
  fragment ShownSource on Source {
    code
    name
    department
    isSigned
    isActive
    createdAt
    heardAt
    silentAt
    isSilent
    waiting
    tokens {
      id
      createdAt
      expiresAt
    }
  }
`);

export const RecordQualityDocument = graphql(`
  query RecordQuality($hall: ID!, $from: Date!, $to: Date!) {
    recordQuality(hall: $hall, from: $from, to: $to) {
      source
      events
      eventsLate
      lagHours
      eventsOdd
      eventsRepeated
    }
  }
`);

export const QuarantineDocument = graphql(`
  query Quarantine($hall: ID!, $undecidedOnly: Boolean!, $after: String) {
    quarantine(hall: $hall, undecidedOnly: $undecidedOnly, after: $after) {
      edges {
        node {
          ...ShownRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ShownRow on QuarantinedRow {
    id
    fileName
    line
    code
    message
    content
    at
    canBeMended
    decision {
      kind
      reason
      personName
      at
    }
  }
`);

export const RegisterSourceDocument = graphql(`
  mutation RegisterSource($input: RegisterSourceInput!) {
    act: registerSource(input: $input) {
      source {
        code
      }
      token
      signingKey
      errors {
        code
        message
        field
      }
    }
  }
`);

export const RotateTokenDocument = graphql(`
  mutation RotateSourceToken($input: SourceInput!) {
    act: rotateSourceToken(input: $input) {
      token
      errors {
        code
        message
        field
      }
    }
  }
`);

export const CloseSourceDocument = graphql(`
  mutation CloseSource($input: SourceInput!) {
    act: closeSource(input: $input) {
      source {
        code
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const LetInDocument = graphql(`
  mutation LetInQuarantined($input: LetInInput!) {
    act: letInQuarantined(input: $input) {
      row {
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

export const RefuseRowDocument = graphql(`
  mutation RefuseQuarantined($input: RefuseRowInput!) {
    act: refuseQuarantined(input: $input) {
      row {
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
