import { graphql } from "../gql";

export const ReadingsDocument = graphql(`
  query Readings($code: ID!, $from: Date!, $to: Date!) {
    hall(code: $code) {
      code
      isProvisioned
      rollup(from: $from, to: $to) {
        concluded
        concludedLate
        concludedLateByLaw
        concludedLateStatutory
        concludedLateStatutoryByLaw
        open
        overdue
        overdueByLaw
        overdueStatutory
        overdueStatutoryByLaw
      }
    }
  }
`);
