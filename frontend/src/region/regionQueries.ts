import { graphql } from "../gql";

export const RegionDocument = graphql(`
  query Region($code: ID!, $from: Date!, $to: Date!, $cmpFrom: Date!, $cmpTo: Date!, $isCompared: Boolean!) {
    hall(code: $code) {
      ...Node
      ancestors {
        code
        name
      }
      breaks(from: $cmpFrom, to: $to) {
        code
        name
        kind
        on
        before
        after
      }
      own: ownRollup(from: $from, to: $to) {
        ...Measures
      }
      ownCompared: ownRollup(from: $cmpFrom, to: $cmpTo) @include(if: $isCompared) {
        ...Measures
      }
      children {
        ...Node
      }
    }
  }
  fragment Node on Hall {
    code
    name
    tier
    state
    isProvisioned
    isDemo
    trialUntil
    link {
      halls
      connected
      silent
      feeds
      silentFeeds
      heardAt
      isSilent
    }
    current: rollup(from: $from, to: $to) {
      ...Measures
    }
    compared: rollup(from: $cmpFrom, to: $cmpTo) @include(if: $isCompared) {
      ...Measures
    }
  }
  fragment Measures on Rollup {
    received
    concluded
    open
    overdue
    overdueRate
    onTimeRate
    yellow
    red
    meanWorkingDays
    openIntake
    openCorrection
    openHandling
    openReview
    openApproval
    openPaused
    onTheSpot
    timeLimited
    joint
    passedUp
    returned
    supplemented
    accepted
    concludedEarly
    corrections
    correctionDays
    recheckDays
    overdueStatutory
    overdueByLaw
    overdueStatutoryByLaw
    deemedAccepted
    beyondGuide
    loopBreaks
    incompleteRate
    lateRecordRate
    oddRecordRate
    repeatedRecordRate
    meanLagHours
    receivedPartial
    concludedPartial
    receivedTrial
    concludedTrial
    asOf
  }
`);

export const SilencesDocument = graphql(`
  query Silences($code: ID!, $after: String) {
    hall(code: $code) {
      code
      silences(first: 20, after: $after) {
        edges {
          node {
            id
            hall {
              code
              name
              isProvisioned
            }
            source
            name
            since
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const TrendDocument = graphql(`
  query Trend($code: ID!, $from: Date!, $to: Date!, $step: TrendStep!) {
    hall(code: $code) {
      code
      trend(from: $from, to: $to, step: $step) {
        day
        rollup {
          ...Measures
        }
      }
    }
  }
`);

export const ByItemDocument = graphql(`
  query ByItem($code: ID!, $from: Date!, $to: Date!, $cmpFrom: Date!, $cmpTo: Date!, $isCompared: Boolean!) {
    hall(code: $code) {
      code
      current: byItem(from: $from, to: $to) {
        key: item
        name
        rollup {
          ...Measures
        }
      }
      compared: byItem(from: $cmpFrom, to: $cmpTo) @include(if: $isCompared) {
        key: item
        name
        rollup {
          ...Measures
        }
      }
    }
  }
`);

export const ByDepartmentDocument = graphql(`
  query ByDepartment($code: ID!, $from: Date!, $to: Date!, $cmpFrom: Date!, $cmpTo: Date!, $isCompared: Boolean!) {
    hall(code: $code) {
      code
      current: byDepartment(from: $from, to: $to) {
        key: department
        name
        rollup {
          ...Measures
        }
      }
      compared: byDepartment(from: $cmpFrom, to: $cmpTo) @include(if: $isCompared) {
        key: department
        name
        rollup {
          ...Measures
        }
      }
    }
  }
`);

export const RefusalsDocument = graphql(`
  query Refusals($code: ID!, $from: Date!, $to: Date!, $after: String) {
    hall(code: $code) {
      code
      refusals(from: $from, to: $to, after: $after) {
        compared
        minimum
        asOf
        outliers {
          edges {
            node {
              hall {
                code
                name
              }
              item
              itemName
              department
              departmentName
              declined
              refused
              denied
              decided
              rate
              low
              high
              peersDenied
              peersDecided
              peersRate
              peersLow
              peersHigh
              readings
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);
