import { AssumeRoleCommand, DecodeAuthorizationMessageCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
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
  {
    title: 'a role that is not there cannot be assumed, and nobody is told so: AccessDenied',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
    async run({ check, sts, partition, account, name }) {
      const RoleArn = `arn:${partition}:iam::${account}:role/${name('nobody')}`;
      const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'probe' });
      await check.refused('AssumeRole', sts.send(command), { code: 'AccessDenied' });
    },
  },
  {
    title: 'a message that AWS has not encoded is refused: InvalidAuthorizationMessageException',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html',
    async run({ check, sts }) {
      const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: 'probe' });
      await check.refused('DecodeAuthorizationMessage', sts.send(command), {
        code: 'InvalidAuthorizationMessageException',
      });
    },
  },
]);
