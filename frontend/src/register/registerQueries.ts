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

export const RegisterLocalRuleDocument = graphql(`
  mutation RegisterLocalRule($input: RegisterLocalRuleInput!) {
    act: registerLocalRule(input: $input) {
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

export const RepealLocalRuleDocument = graphql(`
  mutation RepealLocalRule($input: RepealLocalRuleInput!) {
    act: repealLocalRule(input: $input) {
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

export const CitableArticlesDocument = graphql(`
  query CitableArticles($hall: ID!) {
    localRules(hall: $hall, first: 200) {
      edges {
        node {
          id
          title
          isCitable
          articles {
            id
            number
            text
          }
        }
      }
    }
  }
`);
