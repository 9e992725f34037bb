import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { on, type Service } from '../service.js';

/** Who am I: needs no permission on AWS, and is how a run learns which account it is in. */
export const sts: Service = {
  id: 'sts',
  wire: { protocol: 'awsQuery', signingName: 'sts', version: '2011-06-15', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  operations: [
    on(GetCallerIdentityCommand, (_input, { account, partition }) => ({
      Account: account,
      Arn: `arn:${partition}:iam::${account}:user/sandbox`,
      UserId: 'AIDASANDBOXUSER000000',
    })),
  ],
  errors: [],
  timers: [],
};
