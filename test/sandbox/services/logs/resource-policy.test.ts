import {
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { testContext } from '../../context.js';

const policyDocument = '{"Version":"2012-10-17","Statement":[]}';

test('a policy is put, replaced, shown and deleted', () => {
  const { call, refusal } = testContext();
  call(logs, PutResourcePolicyCommand, { policyName: 'a', policyDocument: '{}' });
  call(logs, PutResourcePolicyCommand, { policyName: 'a', policyDocument });

  expect(call(logs, DescribeResourcePoliciesCommand, {}).resourcePolicies).toMatchObject([
    { policyName: 'a', policyDocument, policyScope: 'ACCOUNT' },
  ]);
  call(logs, DeleteResourcePolicyCommand, { policyName: 'a' });
  expect(call(logs, DescribeResourcePoliciesCommand, {}).resourcePolicies).toEqual([]);
  expect(refusal(logs, DeleteResourcePolicyCommand, { policyName: 'a' }).code).toBe('ResourceNotFoundException');
});

test('a region takes ten resource policies, of 5,120 characters each', () => {
  const { call, refusal } = testContext();
  for (let i = 0; i < 10; i++) call(logs, PutResourcePolicyCommand, { policyName: `p${i}`, policyDocument });

  const eleventh = { policyName: 'p10', policyDocument };
  expect(refusal(logs, PutResourcePolicyCommand, eleventh).code).toBe('LimitExceededException');
  const long = { policyName: 'p0', policyDocument: JSON.stringify('x'.repeat(5120)) };
  expect(refusal(logs, PutResourcePolicyCommand, long).code).toBe('InvalidParameterException');
  const broken = { policyName: 'p0', policyDocument: '{' };
  expect(refusal(logs, PutResourcePolicyCommand, broken).code).toBe('InvalidParameterException');
});

test('policies on one log group are beyond the sandbox, and it says so', () => {
  const { refusal } = testContext();

  const one = { policyName: 'a', policyDocument, resourceArn: 'arn:aws:logs:us-east-1:000000000000:log-group:a' };
  expect(refusal(logs, PutResourcePolicyCommand, one)).toMatchObject({ code: 'NotImplemented', status: 501 });
});
