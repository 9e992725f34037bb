import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { probesOf } from '../probe.js';

export const sts = probesOf('sts', [
  {
    title: 'GetCallerIdentity names the account, and an ARN of the partition',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
    async run({ check, sts, partition, account }) {
      const caller = await sts.send(new GetCallerIdentityCommand({}));
      check.has('the answer', caller, 'Account', 'Arn', 'UserId');
      check.matches('the account', caller.Account, /^\d{12}$/);
      check.equal('the account', caller.Account, account);
      check.matches('the ARN', caller.Arn, new RegExp(`^arn:${partition}:(iam|sts)::\\d{12}:`));
    },
  },
]);
