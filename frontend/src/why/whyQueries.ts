import { graphql } from "../gql";

export const WhyDocument = graphql(`
  query Why($code: ID!, $from: Date!, $to: Date!, $cmpFrom: Date!, $cmpTo: Date!) {
    hall(code: $code) {
      code
      name
      tier
      isProvisioned
      ancestors {
        code
        name
      }
      current: rollup(from: $from, to: $to) {
        received
        asOf
      }
      compared: rollup(from: $cmpFrom, to: $cmpTo) {
        received
      }
      change(from: $from, to: $to, cmpFrom: $cmpFrom, cmpTo: $cmpTo) {
        measure
        before
        after
        total
        within
        mix
        minimum
        expected
        comparable
        comparableWhole
        readings
        items {
          ...Part
        }
        departments {
          ...Part
        }
        halls {
          ...Part
        }
      }
    }
  }
  fragment Part on ChangePart {
    key
    name
    partBefore
    wholeBefore
    partAfter
    wholeAfter
    within
    mix
    total
  }
`);

export const StagesDocument = graphql(`
  query Stages($code: ID!, $from: Date!, $to: Date!, $cmpFrom: Date!, $cmpTo: Date!) {
    stages(hall: $code, from: $from, to: $to, cmpFrom: $cmpFrom, cmpTo: $cmpTo) {
      stages {
        item
        itemName
        stage
        daysBefore
        passesBefore
        daysAfter
        passesAfter
      }
      postsEnded {
        section
        endedOn
        count
      }
    }
  }
`);
