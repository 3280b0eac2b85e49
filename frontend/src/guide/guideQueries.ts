import { graphql } from "../gql";

export const GuideDocument = graphql(`
  query Guide($hall: ID!, $item: ID!) {
    hall(code: $hall) {
      code
      name
    }
    item(hall: $hall, code: $item) {
      ...GuidedItem
    }
  }
  fragment GuidedItem on Item {
    code
    name
    version
    fromOn
    department {
      code
      name
    }
    promised {
      ...FiledLimit
    }
    statutory {
      ...FiledLimit
    }
    stages {
      name
    }
    guide {
      materials {
        name
        originals
        copies
        issuer
      }
      conditions
      fees {
        name
        standard
        basis
        isConfirmed
      }
      windows
      phone
    }
  }
`);

export const IssueItemNoticeDocument = graphql(`
  mutation IssueItemNotice($input: IssueItemNoticeInput!) {
    issueItemNotice(input: $input) {
      document {
        number
        path
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
