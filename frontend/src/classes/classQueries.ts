import { graphql } from "../gql";

export const ClassNamesDocument = graphql(`
  query ClassNames($code: ID!) {
    classNames(code: $code) {
      ...ShownClassName
    }
  }
  fragment ShownClassName on ClassName {
    caseClass
    name
    isOwn
    fromName
    sinceOn
    cited
  }
`);

export const NameClassDocument = graphql(`
  mutation NameClass($input: NameClassInput!) {
    act: nameClass(input: $input) {
      names {
        ...ShownClassName
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
