import { graphql } from "../gql";

export const LocalRulesDocument = graphql(`
  query LocalRules($hall: ID!, $scope: RuleScope, $search: String, $after: String) {
    hall(code: $hall) {
      code
      name
    }
    localRules(hall: $hall, scope: $scope, search: $search, after: $after) {
      edges {
        node {
          ...RegisteredRule
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment RegisteredRule on LocalRule {
    id
    code
    scope
    title
    number
    organ
    hall
    hallName
    fromOn
    repealedOn
    isInForce
    source
    notShown
    articles {
      id
      number
      text
      isWording
    }
  }
`);

export const RegisterRuleDocument = graphql(`
  mutation RegisterRule($input: RegisterRuleInput!) {
    act: registerRule(input: $input) {
      rule {
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

export const RepealRuleDocument = graphql(`
  mutation RepealRule($input: RepealRuleInput!) {
    act: repealRule(input: $input) {
      rule {
        id
        repealedOn
        isInForce
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
