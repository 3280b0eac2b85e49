import { graphql } from "../gql";

export const SignInsDocument = graphql(`
  query SignIns {
    signIns {
      ...ShownSignIn
    }
  }
  fragment ShownSignIn on SignIn {
    id
    isToken
    isThis
    label
    hallName
    createdAt
    seenAt
    endsAt
    address
    browser
    system
  }
`);

export const EndSignInDocument = graphql(`
  mutation EndSignIn($id: ID!) {
    act: endSignIn(id: $id) {
      errors {
        code
        message
      }
    }
  }
`);

export const EndOtherSignInsDocument = graphql(`
  mutation EndOtherSignIns {
    act: endOtherSignIns {
      errors {
        code
        message
      }
    }
  }
`);

export const ChangePasswordDocument = graphql(`
  mutation ChangePassword($old: String!, $fresh: String!) {
    act: changePassword(old: $old, new: $fresh) {
      errors {
        code
        message
      }
    }
  }
`);

export const EnrolSecondFactorDocument = graphql(`
  mutation EnrolSecondFactor {
    act: enrolSecondFactor {
      secret
      address
      errors {
        code
        message
      }
    }
  }
`);

export const TurnOnSecondFactorDocument = graphql(`
  mutation TurnOnSecondFactor($code: String!) {
    act: turnOnSecondFactor(code: $code) {
      recoveryCodes
      errors {
        code
        message
      }
    }
  }
`);

export const TurnOffSecondFactorDocument = graphql(`
  mutation TurnOffSecondFactor {
    act: turnOffSecondFactor {
      errors {
        code
        message
      }
    }
  }
`);

export const RenewRecoveryCodesDocument = graphql(`
  mutation RenewRecoveryCodes {
    act: renewRecoveryCodes {
      recoveryCodes
      errors {
        code
        message
      }
    }
  }
`);

export const ReachesDocument = graphql(`
  query Reaches {
    reaches {
      ...ShownReach
    }
  }
  fragment ShownReach on Reach {
    channel
    isOffered
    masked
    isWanted
    isConfirmed
  }
`);

export const KeepReachDocument = graphql(`
  mutation KeepReach($channel: NoticeChannel!, $address: String!) {
    act: keepReach(channel: $channel, address: $address) {
      errors {
        code
        message
      }
    }
  }
`);

export const ConfirmReachDocument = graphql(`
  mutation ConfirmReach($channel: NoticeChannel!, $code: String!) {
    act: confirmReach(channel: $channel, code: $code) {
      errors {
        code
        message
      }
    }
  }
`);

export const WantReachDocument = graphql(`
  mutation WantReach($channel: NoticeChannel!, $isWanted: Boolean!) {
    act: wantReach(channel: $channel, isWanted: $isWanted) {
      errors {
        code
        message
      }
    }
  }
`);

export const ForgetReachDocument = graphql(`
  mutation ForgetReach($channel: NoticeChannel!) {
    act: forgetReach(channel: $channel) {
      errors {
        code
        message
      }
    }
  }
`);
