import { graphql } from "../gql";

export const SignalsDocument = graphql(`
  query Signals($hall: ID!, $item: ID, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    signals(hall: $hall, item: $item) {
      ...HeldLadder
    }
    signalVersions(hall: $hall, item: $item, after: $after) {
      edges {
        node {
          id
          hallName
          tier
          item
          itemName
          number
          fromOn
          reason
          personName
          publishedAt
          rungs {
            code
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment HeldLadder on SignalLadder {
    item
    on
    isDefault
    mayPublish
    rungs {
      ...Rung
    }
    delays {
      source
      hours
    }
  }
  fragment Rung on SignalRung {
    code
    name
    anchor
    of
    offset
    unit
    edge
    level
    colour
    shortest
    longest
    proposes
    tell {
      role
      channel
    }
    origin {
      hallName
      tier
      version
      fromOn
      article
      cited
    }
  }
`);

export const SignalDraftDocument = graphql(`
  query SignalDraft($hall: ID!, $item: ID) {
    hall(code: $hall) {
      code
      name
    }
    signals(hall: $hall, item: $item) {
      ...HeldLadder
    }
    localRules(hall: $hall, first: 200) {
      edges {
        node {
          id
          title
          isCitable
          articles {
            id
            number
            text
          }
        }
      }
    }
  }
`);

export const PreviewSignalsDocument = graphql(`
  mutation PreviewSignals($input: SignalLadderInput!) {
    act: previewSignals(input: $input) {
      preview {
        examined
        isWhole
        newlyYellow
        newlyRed
      }
      errors {
        code
        message
        field
      }
      rung
      tier
    }
  }
`);

export const PublishSignalsDocument = graphql(`
  mutation PublishSignals($input: SignalLadderInput!) {
    act: publishSignals(input: $input) {
      ladder {
        on
      }
      errors {
        code
        message
        field
      }
      rung
      tier
    }
  }
`);
