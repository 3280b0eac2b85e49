import { graphql } from "../gql";

export const OrdersDocument = graphql(`
  query Orders(
    $hall: ID!
    $orderKind: OrderKind
    $orderState: OrderState
    $caseNumber: String
    $first: Int
    $after: String
  ) {
    hall(code: $hall) {
      code
      name
    }
    orders(
      hall: $hall
      kind: $orderKind
      state: $orderState
      caseNumber: $caseNumber
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...OrderLine
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment OrderLine on OrderRow {
    id
    kind
    number
    state
    subject
    cases
    at
    issuedAt
    replyDueAt
    isReplyLate
    department {
      code
      name
    }
  }
`);

export const OrderDocument = graphql(`
  query Order($hall: ID!, $id: ID!) {
    hall(code: $hall) {
      code
      name
    }
    order(hall: $hall, id: $id) {
      ...OrderFile
    }
  }
  fragment OrderFile on SupervisionOrder {
    id
    kind
    number
    state
    subject
    demand
    replyDays
    issuingHall
    cases
    at
    issuedAt
    replyDueAt
    isReplyLate
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
  fragment OrderDone on OrderPayload {
    order {
      ...OrderFile
    }
    errors {
      code
      message
      field
    }
  }
`);

export const DraftOrderDocument = graphql(`
  mutation DraftOrder($input: DraftOrderInput!) {
    act: draftOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const RedraftOrderDocument = graphql(`
  mutation RedraftOrder($input: RedraftOrderInput!) {
    act: redraftOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const CheckOrderDocument = graphql(`
  mutation CheckOrder($input: OrderActInput!) {
    act: checkOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const SendBackOrderDocument = graphql(`
  mutation SendBackOrder($input: OrderReasonInput!) {
    act: sendBackOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const IssueOrderDocument = graphql(`
  mutation IssueOrder($input: OrderActInput!) {
    act: issueOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const ReceiveOrderDocument = graphql(`
  mutation ReceiveOrder($input: OrderActInput!) {
    act: receiveOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const ExplainOrderDocument = graphql(`
  mutation ExplainOrder($input: ExplainOrderInput!) {
    act: explainOrder(input: $input) {
      ...OrderDone
    }
  }
`);
export const AskReplyTimeDocument = graphql(`
  mutation AskReplyTime($input: OrderReasonInput!) {
    act: askReplyTime(input: $input) {
      ...OrderDone
    }
  }
`);
export const GiveReplyTimeDocument = graphql(`
  mutation GiveReplyTime($input: GiveTimeInput!) {
    act: giveReplyTime(input: $input) {
      ...OrderDone
    }
  }
`);
export const DenyReplyTimeDocument = graphql(`
  mutation DenyReplyTime($input: OrderReasonInput!) {
    act: denyReplyTime(input: $input) {
      ...OrderDone
    }
  }
`);
export const AcceptExplanationDocument = graphql(`
  mutation AcceptExplanation($input: OrderReasonInput!) {
    act: acceptExplanation(input: $input) {
      ...OrderDone
    }
  }
`);
export const ReturnExplanationDocument = graphql(`
  mutation ReturnExplanation($input: ReturnExplanationInput!) {
    act: returnExplanation(input: $input) {
      ...OrderDone
    }
  }
`);
export const RejectExplanationDocument = graphql(`
  mutation RejectExplanation($input: OrderReasonInput!) {
    act: rejectExplanation(input: $input) {
      ...OrderDone
    }
  }
`);
export const WithdrawOrderDocument = graphql(`
  mutation WithdrawOrder($input: OrderReasonInput!) {
    act: withdrawOrder(input: $input) {
      ...OrderDone
    }
  }
`);
