import { graphql } from "../gql";

export const RulesDocument = graphql(`
  query Rules($code: ID!) {
    hall(code: $code) {
      code
      name
    }
    rules(code: $code) {
      ...RuleLine
    }
  }
  fragment RuleLine on AnomalyRule {
    code
    zh
    en
    severity
    phase
    ground
    source
    heldBy
    isInForce
    waitsFor
    found
    setAside
    falseAlarmRate
    versions {
      id
    }
  }
`);

export const RuleDocument = graphql(`
  query Rule($code: ID!, $rule: ID!, $after: String) {
    hall(code: $code) {
      code
      name
      isProvisioned
    }
    rules(code: $code) {
      ...RuleLine
      when
      needs {
        name
        zh
        en
        isTold
      }
      examples {
        why
        isHit
      }
      versions {
        id
        hallName
        number
        fromOn
        severity
        when
      }
    }
    ruleHalls(code: $code, rule: $rule, first: 20, after: $after) {
      edges {
        node {
          hall {
            code
            name
          }
          found
          setAside
          falseAlarmRate
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const BackTestsDocument = graphql(`
  query BackTests($hall: ID!, $rule: ID!) {
    backTests(hall: $hall, rule: $rule, first: 10) {
      edges {
        node {
          id
          fromOn
          toOn
          askedBy
          at
          doneAt
          cases
          judged
          untold
          failed
          hits
          examples
        }
      }
    }
  }
`);

export const StartBackTestDocument = graphql(`
  mutation StartBackTest($input: StartBackTestInput!) {
    act: startBackTest(input: $input) {
      backTest {
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

export const PublishRuleDocument = graphql(`
  mutation PublishRule($input: PublishRuleInput!) {
    act: publishRule(input: $input) {
      version {
        id
        number
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const DecideFindingDocument = graphql(`
  mutation DecideFinding($input: DecideFindingInput!) {
    act: decideFinding(input: $input) {
      case {
        ...CaseFile
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
