import { expect, test } from '@jest/globals';
import { onAnyResource, onResource } from '../../../src/permissions/required-permission.js';
import { BadPolicy, readPolicy } from '../../../src/sandbox/iam-policy/document.js';
import type { Wire } from '../../../src/sandbox/service.js';
import { denial } from '../../../src/sandbox/iam-policy/denial.js';
import { decodedDenial } from '../../../src/sandbox/iam-policy/encoded-denial.js';
import { evaluate } from '../../../src/sandbox/iam-policy/evaluate.js';

const policyOf = (...statements: object[]) =>
  readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const allow = (more: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const vpc = 'arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1';

test('what no statement allows is not allowed, and what one denies is denied although another allows it', () => {
  const create = onResource('ec2:CreateVpc', vpc);
  expect(evaluate(policyOf(allow({ Action: 'ec2:Describe*' })), create)).toBe('not-allowed');
  expect(evaluate(policyOf(allow({ Action: ['ec2:createvpc'] })), create)).toBe('allowed');
  expect(evaluate(policyOf(allow({}), { ...allow({ Action: 'ec2:*' }), Effect: 'Deny' }), create)).toBe('denied');
});

test.each([
  ['*', true],
  [vpc, true],
  ['arn:aws:ec2:*:*:vpc/*', true],
  ['arn:aws:ec2:eu-west-?:123456789012:*/*', true],
  ['arn:aws:ec2:eu-west-1:210987654321:vpc/*', false],
  ['arn:aws:ec2:eu-west-1:123456789012:subnet/*', false],
  // Not over a colon: that would be another account's.
  ['arn:aws:ec2:*:vpc/*', false],
])('the resource %s is that VPC: %s', (Resource, isMeant) => {
  // IAM takes no ARN of fewer parts.
  if (Resource.split(':').length < 6 && Resource !== '*')
    return expect(() => policyOf(allow({ Resource }))).toThrow(BadPolicy);
  expect(evaluate(policyOf(allow({ Resource })), onResource('ec2:DeleteVpc', vpc)) === 'allowed').toBe(isMeant);
});

test('the last part of an ARN may have colons and slashes, over which * reaches', () => {
  const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web';
  const policy = policyOf(allow({ Resource: `${group}:*` }));
  expect(evaluate(policy, onResource('logs:DeleteLogGroup', `${group}:log-stream:`))).toBe('allowed');
  expect(evaluate(policy, onResource('logs:DeleteLogGroup', `${group}2:log-stream:`))).toBe('not-allowed');
});

test('NotAction and NotResource mean all but the listed ones', () => {
  const policy = policyOf({ Effect: 'Allow', NotAction: 'iam:*', NotResource: vpc });
  expect(evaluate(policy, onAnyResource('ec2:DescribeVpcs'))).toBe('allowed');
  expect(evaluate(policy, onAnyResource('iam:GetRole'))).toBe('not-allowed');
  expect(evaluate(policy, onResource('ec2:DeleteVpc', vpc))).toBe('not-allowed');
});

const tags = { 'aws:RequestTag/team': 'shop', 'aws:TagKeys': ['team', 'stage'] };
test.each([
  [{ StringEquals: { 'aws:RequestTag/team': 'shop' } }, true],
  [{ StringEquals: { 'aws:requesttag/team': ['bank', 'shop'] } }, true],
  [{ StringEquals: { 'aws:RequestTag/team': 'bank' } }, false],
  [{ StringEquals: { 'aws:ResourceTag/team': 'shop' } }, false],
  [{ StringEqualsIfExists: { 'aws:ResourceTag/team': 'shop' } }, true],
  [{ StringNotEquals: { 'aws:RequestTag/team': ['bank', 'mill'] } }, true],
  [{ StringNotEquals: { 'aws:RequestTag/team': ['bank', 'shop'] } }, false],
  [{ StringNotEquals: { 'aws:ResourceTag/team': 'shop' } }, true],
  [{ StringLike: { 'aws:RequestTag/team': 'sh*' } }, true],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/sand*' } }, true],
  [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x' } }, false],
  [{ Null: { 'aws:RequestTag/team': 'false' } }, true],
  [{ Null: { 'aws:ResourceTag/team': 'true' } }, true],
  [{ Null: { 'aws:RequestTag/team': true } }, false],
  [{ Bool: { 'aws:SecureTransport': 'true' } }, false],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage', 'cost'] } }, true],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, false],
  [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, true],
  [{ 'ForAllValues:StringEquals': { 'aws:Other': ['team'] } }, true],
  [{ StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } }, true],
  [{ StringEquals: { 'aws:ResourceAccount': '${aws:Nothing}' } }, false],
  [{ StringEquals: { 'aws:RequestTag/team': 'shop', 'aws:RequestedRegion': 'us-east-1' } }, false],
])('the condition %j holds: %s', (Condition, isMet) => {
  const keys = {
    'aws:PrincipalArn': 'arn:aws:iam::1:user/sandbox',
    'aws:PrincipalAccount': '1',
    'aws:ResourceAccount': '1',
    'aws:RequestedRegion': 'eu-west-1',
  };
  expect(evaluate(policyOf(allow({ Condition })), onAnyResource('ec2:CreateVpc', tags), keys) === 'allowed').toBe(
    isMet,
  );
});

test('all that is wrong with a policy is said at once, each with its place', () => {
  const text = JSON.stringify({
    Version: '2008-10-17',
    Statment: [],
    Statement: [
      { Effect: 'allow', Action: 'CreateVpc', Resource: '*' },
      { Effect: 'Allow', Action: 'ec2:*', Resource: 'vpc-1', Principal: '*' },
      { Effect: 'Allow', Action: 'ec2:*', NotAction: 'iam:*', Resource: 'arn:aws:ec2:*:${aws:PrincipalAccount}:vpc/*' },
      { Effect: 'Allow', Action: 7, Condition: { NumericLessThan: { a: '1' }, StringEquals: { b: {} } } },
    ],
  });
  const problems = problemsOf(text).map(({ path, message }) => `${path}: ${message}`);
  expect(problems).toEqual([
    'Statment: a policy has no such element',
    'Version: it must be "2012-10-17"',
    'Statement[0].Effect: it must be "Allow" or "Deny"',
    'Statement[0].Action: "CreateVpc" is not like "ec2:CreateVpc"',
    "Statement[1].Principal: the policy is its caller's own, and names none",
    'Statement[1].Resource: "vpc-1" is no ARN',
    'Statement[2]: it needs Action or NotAction',
    'Statement[2].Resource: "arn:aws:ec2:*:${aws:PrincipalAccount}:vpc/*" has a variable before its fifth colon',
    'Statement[3].Action: "7" is not like "ec2:CreateVpc"',
    'Statement[3]: it needs Resource or NotResource',
    expect.stringMatching(
      /^Statement\[3\]\.Condition\.NumericLessThan: the sandbox does not know this operator; it knows StringEquals, /,
    ),
    'Statement[3].Condition.StringEquals.b: it must be a text or a list of texts',
  ]);
  expect(problemsOf('{')[0]?.message).toMatch(/^it is not JSON: /);
});

function problemsOf(text: string) {
  try {
    readPolicy(text);
  } catch (error) {
    if (error instanceof BadPolicy) return error.problems;
  }
  throw new Error('it was taken');
}

test('each protocol has its own code and text for a denial', () => {
  const caller = 'arn:aws:iam::1:user/sandbox';
  const wordsOf = (protocol: Wire['protocol'], action: string, verdict: 'denied' | 'not-allowed' = 'not-allowed') => {
    const { code, status, message } = denial(protocol, caller, onResource(action, vpc), verdict);
    return [code, status, message];
  };
  const [code, status, message] = wordsOf('ec2Query', 'ec2:CreateVpc');
  expect([code, status]).toEqual(['UnauthorizedOperation', 403]);
  const [words, encoded = ''] = String(message).split(' Encoded authorization failure message: ');
  expect(words).toBe(
    `You are not authorized to perform this operation. User: ${caller} is not authorized to perform: ec2:CreateVpc on ` +
      `resource: ${vpc} because no identity-based policy allows the ec2:CreateVpc action.`,
  );
  expect(JSON.parse(decodedDenial(encoded) ?? '')).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: { principal: { arn: caller }, action: 'ec2:CreateVpc', resource: vpc },
  });
  expect(decodedDenial('nonsense')).toBeUndefined();
  expect(wordsOf('awsJson1_1', 'ecs:CreateCluster', 'denied')).toEqual([
    'AccessDeniedException',
    400,
    `User: ${caller} is not authorized to perform: ecs:CreateCluster on resource: ${vpc} with an explicit deny in an identity-based policy`,
  ]);
  expect(wordsOf('awsQuery', 'elasticloadbalancing:CreateRule').slice(0, 2)).toEqual(['AccessDenied', 403]);
  expect(wordsOf('restJson1', 'apigateway:POST').slice(0, 2)).toEqual(['AccessDeniedException', 403]);
  expect(
    denial('awsQuery', caller, onAnyResource('elasticloadbalancing:DescribeRules'), 'not-allowed').message,
  ).not.toContain('on resource');
});
