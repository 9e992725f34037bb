import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { on, type Service } from '../service.js';
import { caller, callerArn } from './caller.js';

/** STS, with GetCallerIdentity alone: a run reads its account from it. The operation needs no permission on AWS. */
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
      UserId: caller.id,
    })),
  ],
  errors: [],
  timers: [],
};
