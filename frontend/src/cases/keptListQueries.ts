import { graphql } from "../gql";

export const KeptListsDocument = graphql(`
  query KeptLists {
    me {
      username
      caseLists {
        ...KeptList
      }
    }
  }
  fragment KeptList on CaseList {
    id
    name
    address
    isDefault
  }
`);

export const SaveListDocument = graphql(`
  mutation SaveCaseList($id: ID, $name: String!, $address: String!, $isDefault: Boolean!) {
    act: saveCaseList(id: $id, name: $name, address: $address, isDefault: $isDefault) {
      caseList {
        id
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const DeleteListDocument = graphql(`
  mutation DeleteCaseList($id: ID!) {
    act: deleteCaseList(id: $id) {
      errors {
        code
        message
        field
      }
    }
  }
`);
