import {
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  InvalidAuthorizationMessageException$,
} from '@aws-sdk/client-sts';
import { decodedDenial } from '../../iam-policy/encoded-denial.js';
import { AwsError, on, type Service } from '../../service.js';
import { caller, callerArn, sessionOf } from '../caller.js';
import { assumeRoleOperations } from './assume-role.js';

/** STS: whose credentials these are, which GetCallerIdentity tells without any permission, and temporary ones for roles. */
export const sts: Service = {
  id: 'sts',
  wire: {
    protocol: 'awsQuery',
    signingName: 'sts',
    version: '2011-06-15',
    xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
  },
  operations: [
    on(GetCallerIdentityCommand, (_input, context) => ({
      Account: context.account,
      Arn: callerArn(context),
      UserId: sessionOf(context)?.userId ?? caller.id,
    })),

    /** Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html */
    on(DecodeAuthorizationMessageCommand, ({ EncodedMessage = '' }) => {
      const DecodedMessage = decodedDenial(EncodedMessage);
      if (DecodedMessage === undefined)
        throw new AwsError('InvalidAuthorizationMessageException', 'Message is not valid');
      return { DecodedMessage };
    }),

    ...assumeRoleOperations,
  ],
  errors: [InvalidAuthorizationMessageException$],
  timers: [],
};
