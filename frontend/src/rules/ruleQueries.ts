import { graphql } from "../gql";

export const RulesDocument = graphql(`
  query Rules($code: ID!) {
    hall(code: $code) {
      code
      name
      isProvisioned
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
      hall
      isEnd
    }
  }
`);

export const RuleDraftDocument = graphql(`
  query RuleDraft($code: ID!) {
    hall(code: $code) {
      code
      name
      isProvisioned
    }
    rules(code: $code) {
      code
      zh
      en
      severity
      phase
      source
      heldBy
      when
      at
      needs {
        name
      }
      examples {
        why
        facts
        isHit
      }
      versions {
        hall
        isEnd
      }
    }
    ruleFacts {
      name
      kind
      zh
      en
      isTold
    }
  }
`);

export const CheckRuleDocument = graphql(`
  query CheckRule(
    $hall: ID!
    $draft: RuleInput!
    $begin: Date!
    $article: ID
    $reason: String
  ) {
    checkRule(hall: $hall, draft: $draft, fromOn: $begin, article: $article, reason: $reason) {
      code
      message
      field
      line
      column
      place
    }
  }
`);

export const EndRuleDocument = graphql(`
  mutation EndRule($input: EndRuleInput!) {
    act: endRule(input: $input) {
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
        hall
        hallName
        number
        fromOn
        isEnd
        severity
        when
        cited
        reason
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
          when
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
