import { graphql } from "../gql";

export const ContactsDocument = graphql(`
  query Contacts(
    $hall: ID!
    $contactState: ContactState
    $isLate: Boolean
    $isUntaken: Boolean
    $isMine: Boolean
    $search: String
    $after: String
  ) {
    hall(code: $hall) {
      code
      name
    }
    contacts(
      hall: $hall
      state: $contactState
      isLate: $isLate
      isUntaken: $isUntaken
      isMine: $isMine
      search: $search
      first: 50
      after: $after
    ) {
      edges {
        node {
          ...ContactRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment ContactRow on Contact {
    number
    askerName
    way
    item
    question
    askedAt
    dueAt
    isLate
    state
    ownerName
    offeredToName
    offeredAt
    closedAt
    caseNumber
  }
`);

export const ContactDocument = graphql(`
  query Contact($hall: ID!, $contact: String!) {
    contact(hall: $hall, number: $contact) {
      ...ContactFile
    }
  }
  fragment ContactFile on Contact {
    ...ContactRow
    permittedSteps
    steps {
      kind
      at
      personName
      toName
      text
      document
      path
    }
  }
`);

export const RecordContactDocument = graphql(`
  mutation RecordContact($input: RecordContactInput!) {
    act: recordContact(input: $input) {
      contact {
        ...ContactFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const GiveContactNoticeDocument = graphql(`
  mutation GiveContactNotice($input: ContactInput!) {
    act: giveContactNotice(input: $input) {
      contact {
        ...ContactFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const HandOverContactDocument = graphql(`
  mutation HandOverContact($input: HandOverContactInput!) {
    act: handOverContact(input: $input) {
      contact {
        ...ContactFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const TakeOverContactDocument = graphql(`
  mutation TakeOverContact($input: ContactInput!) {
    act: takeOverContact(input: $input) {
      contact {
        ...ContactFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const AnswerContactDocument = graphql(`
  mutation AnswerContact($input: AnswerContactInput!) {
    act: answerContact(input: $input) {
      contact {
        ...ContactFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const RegisterContactCaseDocument = graphql(`
  mutation RegisterContactCase($input: RegisterContactInput!) {
    act: registerContactCase(input: $input) {
      contact {
        ...ContactFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
