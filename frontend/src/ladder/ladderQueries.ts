import { graphql } from "../gql";

export const LadderDocument = graphql(`
  query Ladder($hall: ID!, $item: ID, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    ladder(hall: $hall, item: $item) {
      ...HeldLadder
    }
    ladderVersions(hall: $hall, item: $item, after: $after) {
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
  fragment HeldLadder on Ladder {
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
  fragment Rung on LadderRung {
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

export const LadderDraftDocument = graphql(`
  query LadderDraft($hall: ID!, $item: ID) {
    hall(code: $hall) {
      code
      name
    }
    ladder(hall: $hall, item: $item) {
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

export const PreviewLadderDocument = graphql(`
  mutation PreviewLadder($input: LadderInput!) {
    act: previewLadder(input: $input) {
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

export const PublishLadderDocument = graphql(`
  mutation PublishLadder($input: LadderInput!) {
    act: publishLadder(input: $input) {
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
