import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { textMember } from '../format-members.js';

/** What the program in a service's containers may do in AWS: the task role. */

const statement = z.strictObject({
  effect: z.enum(['Allow', 'Deny']).default('Allow').describe('Whether this allows or denies.'),
  actions: z
    .array(textMember(awsNames.iamAction))
    .min(1)
    .describe('Actions of IAM, such as s3:GetObject. A "*" stands for any letters.'),
  resources: z
    .array(textMember(awsNames.iamResource))
    .min(1)
    .describe('ARNs of what it is about, or "*" for everything. A "*" in an ARN stands for any letters.'),
  conditions: z
    .record(z.string(), z.record(z.string(), z.array(z.string()).min(1)))
    .default({})
    .describe('Conditions: by operator, such as StringEquals, the keys, each with a list of values.'),
});

export const permissions = z.strictObject({
  statements: z
    .array(statement)
    .default([])
    .describe(
      'What the task role may do, as statements of a policy, such as an action on the objects of one bucket. What the policy of the ' +
        'role has no room for is in managed policies of the stack.',
    ),
  managedPolicies: z
    .array(textMember(awsNames.managedPolicy))
    .max(20)
    .default([])
    .describe(
      'Managed policies that the task role gets too: the name of one of AWS, such as AmazonS3ReadOnlyAccess, or the ARN of ' +
        'one of yours.',
    ),
  role: textMember(awsNames.roleArn)
    .optional()
    .describe(
      'Instead of these: the ARN of a task role that exists already, in the same account. It is used as it is: nothing is ' +
        'attached to it, and it is never changed or deleted. What `exec` needs, it has to allow by itself.',
    ),
});
