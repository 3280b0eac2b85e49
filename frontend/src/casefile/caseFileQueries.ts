import { graphql } from "../gql";

export const CaseDocument = graphql(`
  query CaseFile($hall: ID!, $number: String!) {
    case(hall: $hall, number: $number) {
      ...CaseFile
    }
  }
  fragment CaseFile on Case {
    number
    applicantName
    applicantId {
      kind
      masked
    }
    channel
    state
    lamp
    stage
    submittedAt
    acceptedAt
    concludedAt
    outcome
    verifiedAt
    deliveredAt
    dueAt
    yellowAt
    statutoryDueAt
    noticeDueAt
    deemedAt
    anomalies
    isProvisional
    isPartial
    isTrial
    noDataSince
    permittedActions
    classes
    handlerName
    hall {
      code
      name
      isDemo
    }
    item {
      ...FiledItem
    }
    department {
      code
      name
    }
    events {
      ...FiledEvent
    }
    clocks {
      ...FiledClock
    }
    findings {
      ...FiledFinding
    }
    earlier {
      ...FiledEarlier
    }
    asReported {
      ...FiledReading
    }
    byLaw {
      ...FiledLaw
    }
    alerts {
      ...FiledAlert
    }
    documents {
      ...FiledDocument
    }
    correctionRounds {
      ...FiledRound
    }
  }
  fragment FiledItem on Item {
    code
    name
    typeCode
    version
    caseType
    promised {
      ...FiledLimit
    }
    statutory {
      ...FiledLimit
    }
    stages {
      name
      limit {
        ...FiledLimit
      }
    }
    guide {
      materials {
        name
      }
    }
  }
  fragment FiledLimit on Limit {
    value
    unit
    anchor
    basis
    basisConfirmed
    extension
  }
  fragment FiledEvent on CaseEvent {
    sequence
    kind
    occurredAt
    recordedAt
    actorName
    source
    detail
    anomalies
    correctsSequence
    isCorrected
    digest
    issuable
  }
  fragment FiledClock on Clock {
    name
    stage
    startedAt
    endedAt
    dueAt
    yellowAt
    lamp
    isOverdue
    isProvisional
    whose
    lapse
    limit {
      ...FiledLimit
    }
    steps {
      code
      params
    }
  }
  fragment FiledEarlier on EarlierCase {
    number
    submittedAt
    endedAt
    isSamePaper
  }
  fragment FiledFinding on CaseFinding {
    code
    at
    sequence
    rule {
      code
      zh
      en
    }
    setAside {
      reason
      personName
      at
    }
  }
  fragment FiledReading on CaseReading {
    dueAt
    statutoryDueAt
    isOverdue
    isOverdueStatutory
  }
  fragment FiledLaw on CaseReading {
    ...FiledReading
    steps {
      code
      params
    }
    statutorySteps {
      code
      params
    }
  }
  fragment FiledRound on CorrectionRound {
    askedAt
    receivedAt
    demands {
      material
      defect
      standing
      isBrought
      isBeyondGuide
    }
  }
  fragment FiledDocument on CaseDocument {
    title
    number
    issuedAt
    issuerName
    code
    path
    isWithdrawn
  }
  fragment FiledAlert on CaseAlert {
    level
    clock
    rung
    name
    proposes
    rule {
      code
      zh
      en
    }
    stage
    at
    raisedAt
    clearedAt
    clearedReason
    withdrawnBy
  }
`);

export const SeeIdNumberDocument = graphql(`
  mutation SeeIdNumber($input: SeeIdNumberInput!) {
    act: seeIdNumber(input: $input) {
      idNumber
      errors {
        code
        message
      }
    }
  }
`);
