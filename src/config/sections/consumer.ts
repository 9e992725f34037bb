import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { anyRange, cidr } from '../cidr.js';
import { written } from '../format.js';

/** The members of the consumer: a second VPC with one instance, to call the API from. */

const ssh = z.strictObject({
  publicKey: written(awsNames.publicKey).describe('As in ~/.ssh/id_ed25519.pub.'),
  cidr: written(anyRange).describe('Who may connect: an address range, as in 203.0.113.7/32.'),
});

export const consumer = z.strictObject({
  cidr: written(cidr).default('10.1.0.0/16').describe('The addresses of the consumer VPC.'),
  instanceType: written(awsNames.instanceType).default('t3.nano').describe('What the bastion runs on.'),
  ssh: ssh.optional().describe('Opens SSH to it. Without, it is reached through SSM Session Manager: no open port, no key.'),
});
