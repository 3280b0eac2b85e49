import { graphql } from "../gql";

export const DeliveriesDocument = graphql(`
  query Deliveries(
    $hall: ID!
    $deliveryState: DeliveryState
    $noticeChannel: NoticeChannel
    $caseNumber: String
    $contactNumber: String
    $first: Int
    $after: String
  ) {
    deliveries(
      hall: $hall
      state: $deliveryState
      channel: $noticeChannel
      caseNumber: $caseNumber
      contactNumber: $contactNumber
      first: $first
      after: $after
    ) {
      edges {
        node {
          ...ShownDelivery
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ShownDelivery on Delivery {
    id
    messageId
    channel
    kind
    state
    recipientName
    masked
    caseNumber
    contactNumber
    subject
    text
    at
    dueAt
    sentAt
    receivedAt
    sentByName
    cost
    error
    said
    steps {
      kind
      at
      personName
      said
    }
  }
`);

export const SendAgainDocument = graphql(`
  mutation SendAgain($input: SendAgainInput!) {
    act: sendAgain(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SetAsideDeliveriesDocument = graphql(`
  mutation SetAsideDeliveries($input: SetAsideDeliveriesInput!) {
    act: setAsideDeliveries(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SendDocumentDocument = graphql(`
  mutation SendDocument($input: SendDocumentInput!) {
    act: sendDocument(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SendContactNoticeDocument = graphql(`
  mutation SendContactNotice($input: SendContactNoticeInput!) {
    act: sendContactNotice(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SendMessageDocument = graphql(`
  mutation SendMessage($input: SendMessageInput!) {
    act: sendMessage(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const ChannelsDocument = graphql(`
  query Channels($hall: ID!) {
    channels(hall: $hall) {
      ...ShownChannel
    }
    noticeTemplates(hall: $hall) {
      ...ShownTemplate
    }
  }
  fragment ShownChannel on ChannelSettings {
    channel
    isOffered
    isOfficeOnly
    quietFrom
    quietTo
    price
    monthlyCap
    spent
  }
  fragment ShownTemplate on NoticeTemplate {
    kind
    channel
    language
    subject
    text
    isOwn
    placeholders
    needed
  }
`);

export const SetChannelDocument = graphql(`
  mutation SetChannel($input: SetChannelInput!) {
    act: setChannel(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const SetTemplateDocument = graphql(`
  mutation SetTemplate($input: SetTemplateInput!) {
    act: setNoticeTemplate(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);

export const DropTemplateDocument = graphql(`
  mutation DropTemplate($input: TemplateInput!) {
    act: dropNoticeTemplate(input: $input) {
      errors {
        code
        message
        field
      }
    }
  }
`);
