import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { anyRange, cidr } from '../cidr.js';
import { hidden, textMember } from '../format-members.js';

/** The members of the consumer: a second VPC with one instance, to call the API from. */

const ssh = z.strictObject({
  publicKey: hidden(textMember(awsNames.publicKey)).describe('The public key, as in ~/.ssh/id_ed25519.pub.'),
  cidr: textMember(anyRange).describe(
    'The address range from which SSH connections are allowed, such as 203.0.113.7/32.',
  ),
});

export const consumer = z.strictObject({
  cidr: textMember(cidr).default('10.1.0.0/16').describe('The address range of the consumer VPC.'),
  instanceType: textMember(awsNames.instanceType).default('t3.nano').describe('The EC2 instance type of the bastion.'),
  ssh: ssh
    .optional()
    .describe(
      'Allows SSH to the bastion. Without it, only SSM Session Manager reaches the bastion, with no open port ' +
        'and no key.',
    ),
});
