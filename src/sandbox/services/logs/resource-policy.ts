import {
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
  type PutResourcePolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, on, type Context } from '../../service.js';
import { invalid, limitedPage, present } from './constraint.js';
import { resourcePolicies } from './tables.js';

/**
 * Who else may write to the account's log groups: ten policies in a region, shared by everything in it. Policies on a
 * single log group are not in the sandbox.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 */
export const resourcePolicyOperations = [
  on(PutResourcePolicyCommand, putResourcePolicy),

  on(DescribeResourcePoliciesCommand, (input, context) => {
    accountScopeOnly(input.resourceArn, input.policyScope);
    const { items, more } = limitedPage(resourcePolicies(context).all(), ({ policyName }) => policyName ?? '', input);
    return { resourcePolicies: items, ...more };
  }),

  on(DeleteResourcePolicyCommand, (input, context) => {
    accountScopeOnly(input.resourceArn);
    if (!resourcePolicies(context).delete(present(input.policyName, 'policyName')))
      throw new AwsError('ResourceNotFoundException', `Policy with name [${input.policyName ?? ''}] does not exist.`);
    return {};
  }),
];

function putResourcePolicy(input: PutResourcePolicyRequest, context: Context) {
  accountScopeOnly(input.resourceArn);
  const policyName = present(input.policyName, 'policyName');
  const policyDocument = present(input.policyDocument, 'policyDocument');
  if (policyDocument.length < 1 || policyDocument.length > 5120)
    throw invalid('Policy document length breaking Cloudwatch Logs Constraints, either < 1 or > 5120');
  if (!isJson(policyDocument)) throw invalid('The policy document is not valid JSON.');
  const policies = resourcePolicies(context);
  if (!policies.has(policyName) && policies.size >= 10)
    throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  const lastUpdatedTime = context.now.getTime();
  const resourcePolicy = { policyName, policyDocument, lastUpdatedTime, policyScope: 'ACCOUNT' as const };
  policies.set(policyName, resourcePolicy);
  return { resourcePolicy };
}

function accountScopeOnly(resourceArn: string | undefined, policyScope?: string): void {
  if (resourceArn !== undefined || policyScope === 'RESOURCE')
    throw new AwsError('NotImplemented', 'the sandbox has resource policies of the account only', { status: 501 });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
