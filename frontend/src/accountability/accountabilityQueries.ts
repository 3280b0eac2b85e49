import { graphql } from "../gql";

export const AccountabilityCasesDocument = graphql(`
  query AccountabilityCases(
    $hall: ID!
    $accountabilityState: AccountabilityState
    $caseNumber: String
    $first: Int
    $after: String
  ) {
    hall(code: $hall) {
      code
      name
    }
    accountabilityCases(
      hall: $hall
      state: $accountabilityState
      caseNumber: $caseNumber
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...AccountabilityLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment AccountabilityLine on AccountabilityRow {
    id
    number
    mode
    state
    subject
    at
    dueAt
    department {
      code
      name
    }
  }
`);

export const AccountabilityDocument = graphql(`
  query Accountability($hall: ID!, $id: ID!) {
    hall(code: $hall) {
      code
      name
    }
    accountabilityCase(hall: $hall, id: $id) {
      ...AccountabilityFile
    }
  }
  fragment AccountabilityFile on AccountabilityCase {
    id
    number
    mode
    state
    subject
    issuingHall
    order
    cases
    at
    dueAt
    isLate
    receipt
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
    finding {
      grade
      situation
      attributions {
        party
        liability
        person
      }
      evidence {
        number
        sequence
      }
    }
    sanctions {
      organ
      number
      on
      person
      measure
    }
    documents {
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
  fragment AccountabilityDone on AccountabilityPayload {
    case {
      ...AccountabilityFile
    }
    errors {
      code
      message
      field
    }
  }
`);

export const OpenAccountabilityDocument = graphql(`
  mutation OpenAccountability($input: OpenAccountabilityInput!) {
    act: openAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const ApproveAccountabilityDocument = graphql(`
  mutation ApproveAccountability($input: AccountabilityActInput!) {
    act: approveAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const ReceiveAccountabilityDocument = graphql(`
  mutation ReceiveAccountability($input: ReceiveAccountabilityInput!) {
    act: receiveAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const ReportAccountabilityDocument = graphql(`
  mutation ReportAccountability($input: AccountabilityReasonsInput!) {
    act: reportAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const ReturnAccountabilityDocument = graphql(`
  mutation ReturnAccountability($input: AccountabilityLimitInput!) {
    act: returnAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const FindFaultDocument = graphql(`
  mutation FindFault($input: FindFaultInput!) {
    act: findFault(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const DecideAccountabilityDocument = graphql(`
  mutation DecideAccountability($input: AccountabilityLimitInput!) {
    act: decideAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const RecordSanctionDocument = graphql(`
  mutation RecordSanction($input: RecordSanctionInput!) {
    act: recordSanction(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const AppealAccountabilityDocument = graphql(`
  mutation AppealAccountability($input: AccountabilityReasonsInput!) {
    act: appealAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const UpholdAccountabilityDocument = graphql(`
  mutation UpholdAccountability($input: AccountabilityReasonInput!) {
    act: upholdAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const RevokeAccountabilityDocument = graphql(`
  mutation RevokeAccountability($input: AccountabilityReasonInput!) {
    act: revokeAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
export const WithdrawAccountabilityDocument = graphql(`
  mutation WithdrawAccountability($input: AccountabilityReasonInput!) {
    act: withdrawAccountability(input: $input) {
      ...AccountabilityDone
    }
  }
`);
