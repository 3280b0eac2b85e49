/** One mutation an act, all answering under the same alias: the drawer that sends them reads one shape. */
import { graphql } from "../../gql";

export const RecordedFragment = graphql(`
  fragment Recorded on CasePayload {
    case {
      number
    }
    errors {
      code
      message
      field
    }
  }
`);

export const IssueDocumentDocument = graphql(`
  mutation IssueDocument($input: IssueDocumentInput!) {
    act: issueDocument(input: $input) {
      ...Recorded
    }
  }
`);

export const AcceptCaseDocument = graphql(`
  mutation AcceptCase($input: AcceptInput!) {
    act: acceptCaseWith(input: $input) {
      ...Recorded
    }
  }
`);

export const DeclineCaseDocument = graphql(`
  mutation DeclineCase($input: RefusalInput!) {
    act: declineCaseWith(input: $input) {
      ...Recorded
    }
  }
`);

export const MarkNotRequiredDocument = graphql(`
  mutation MarkNotRequired($input: ReasonInput!) {
    act: markNotRequired(input: $input) {
      ...Recorded
    }
  }
`);

export const AskCorrectionDocument = graphql(`
  mutation AskCorrection($input: AskCorrectionInput!) {
    act: askCorrection(input: $input) {
      ...Recorded
    }
  }
`);

export const ReceiveCorrectionDocument = graphql(`
  mutation ReceiveCorrection($input: ReceiveCorrectionInput!) {
    act: receiveCorrection(input: $input) {
      ...Recorded
    }
  }
`);

export const BeginStageDocument = graphql(`
  mutation BeginStage($input: StageInput!) {
    act: beginStage(input: $input) {
      ...Recorded
    }
  }
`);

export const EndStageDocument = graphql(`
  mutation EndStage($input: StageInput!) {
    act: endStage(input: $input) {
      ...Recorded
    }
  }
`);

export const BeginPauseDocument = graphql(`
  mutation BeginPause($input: BeginPauseInput!) {
    act: beginPause(input: $input) {
      ...Recorded
    }
  }
`);

export const EndPauseDocument = graphql(`
  mutation EndPause($input: CaseActInput!) {
    act: endPause(input: $input) {
      ...Recorded
    }
  }
`);

export const GrantExtensionDocument = graphql(`
  mutation GrantExtension($input: GrantExtensionInput!) {
    act: grantExtension(input: $input) {
      ...Recorded
    }
  }
`);

export const ConcludeCaseDocument = graphql(`
  mutation ConcludeCase($input: ConcludeInput!) {
    act: concludeCase(input: $input) {
      ...Recorded
    }
  }
`);

export const VerifyCaseDocument = graphql(`
  mutation VerifyCase($input: CaseActInput!) {
    act: verifyCase(input: $input) {
      ...Recorded
    }
  }
`);

export const DeliverCaseDocument = graphql(`
  mutation DeliverCase($input: CaseActInput!) {
    act: deliverCase(input: $input) {
      ...Recorded
    }
  }
`);

export const WithdrawCaseDocument = graphql(`
  mutation WithdrawCase($input: ReasonInput!) {
    act: withdrawCase(input: $input) {
      ...Recorded
    }
  }
`);

export const CorrectEventDocument = graphql(`
  mutation CorrectEvent($input: CorrectEventInput!) {
    act: correctEvent(input: $input) {
      ...Recorded
    }
  }
`);

export const HandOverCaseDocument = graphql(`
  mutation HandOverCase($input: HandOverInput!) {
    act: handOverCase(input: $input) {
      ...Recorded
    }
  }
`);

export const RecordProceedingDocument = graphql(`
  mutation RecordProceeding($input: ProceedingInput!) {
    act: recordProceeding(input: $input) {
      ...Recorded
    }
  }
`);
