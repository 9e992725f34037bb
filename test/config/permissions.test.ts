import { expect, test } from '@jest/globals';
import { taskRoleName } from '../../src/config/stack-names.js';
import { problemLines, withService } from './problem-lines.js';

const mine = 'arn:aws:iam::123456789012:role/mine';
const said = (members: string) => problemLines(withService(members)).map((line) => line.replace(/^\d+:\d+ \S+ /, ''));

test('what a program may do is said by statements, and by policies that are there', () => {
  const statement =
    '{actions: ["s3:Get*"], resources: ["arn:aws:s3:::files/*"], conditions: {StringEquals: {"aws:a": [b]}}}';
  const policies =
    '[AmazonS3ReadOnlyAccess, service-role/AmazonECSTaskExecutionRolePolicy, arn:aws:iam::123456789012:policy/mine]';
  expect(said(`permissions: {statements: [${statement}], managedPolicies: ${policies}}`)).toEqual([]);
});

test.each([
  [
    'an action without a service',
    '{statements: [{actions: [GetObject], resources: ["*"]}]}',
    '"GetObject" is not an action',
  ],
  ['a resource that is no ARN', '{statements: [{actions: ["s3:*"], resources: [files]}]}', '"files" is not an ARN'],
  ['no action', '{statements: [{actions: [], resources: ["*"]}]}', '"actions" must not be empty'],
  ['a policy twice', '{managedPolicies: [A, A]}', '"A" is there twice'],
  [
    'statements that are too long for a role',
    `{statements: [{actions: ["s3:*"], resources: [${Array.from({ length: 4000 }, (_, i) => `"arn:aws:s3:::bucket-${i}/*"`).join(', ')}]}]}`,
    'characters too long for the policies of one role',
  ],
  [
    'statements beside a role',
    `{role: ${mine}, statements: [{actions: ["s3:*"], resources: ["*"]}]}`,
    '"statements" cannot be added to it',
  ],
  ['policies beside a role', `{role: ${mine}, managedPolicies: [A]}`, '"managedPolicies" cannot be added to it'],
  ['a role by its name alone', '{role: mine}', '"mine" is not the ARN of a role'],
  [
    'a role with another path',
    `{role: ${mine}}\nexecutionRole: arn:aws:iam::123456789012:role/team/mine`,
    'two paths for the role mine',
  ],
  [
    'a role of another account',
    `{role: ${mine}}\nexecutionRole: arn:aws:iam::210987654321:role/other`,
    'a stack is in one account',
  ],
])('%s is refused', (_, permissions, message) => {
  const [only = '', ...more] = said(`permissions: ${permissions}`);
  expect(only).toContain(message);
  expect(more).toEqual([]);
});

test('the name of a task role fits, and is no other one’s where it had to be cut', () => {
  expect(taskRoleName('shop', 'web', 'us-east-1')).toBe('shop-web-task-us-east-1');
  const long = (service: string) => taskRoleName('a-stack-with-quite-a-long-name-indeed-so', service, 'ap-southeast-2');
  expect(long('a-service-with-quite-a-long-name').length).toBe(64);
  expect(long('a-service-with-quite-a-long-name')).not.toBe(long('a-service-with-quite-a-long-nam'));
});

test('groups that exist are in a network that exists, and ECS takes four beside that of the stack', () => {
  const groups = (count: number) => Array.from({ length: count }, (_, i) => `sg-0000000${i}`).join(', ');
  expect(said(`securityGroups: [${groups(1)}]`).join()).toContain('in another VPC than the one that the stack makes');
  const network = 'network: {existing: {vpc: vpc-00000000, public: [subnet-00000000]}}\n';
  const inIt = (list: string) => problemLines(withService(`securityGroups: [${list}]`, network)).join();
  expect(inIt(groups(4))).toBe('');
  expect(inIt(groups(5))).toContain("5 groups, and the stack's own one: ECS takes 5 for a task");
  expect(inIt('sg-00000000, sg-00000000')).toContain('"sg-00000000" is there twice');
  expect(inIt('web')).toContain('"web" is not the id of a security group');
});

test('statements are counted as IAM counts them, in their shortest form, and what is too long says by how much', () => {
  const statements = (count: number, more = '') =>
    `permissions: {statements: [${Array.from({ length: count }, (_, i) => `{actions: ["s3:*"], resources: ["arn:aws:s3:::bucket-${i}/*"]${more}}`).join(', ')}]}`;
  // Each by itself they would be more than 20,000 characters.
  expect(said(statements(350))).toEqual([]);
  // What one policy does not hold is in several.
  expect(said(statements(1500))).toEqual([]);
  const [only = ''] = said(statements(4000));
  expect(only).toMatch(
    /its statements are 5\d,\d{3} characters too long for the policies of one role: IAM takes 10,240 in the role itself, and 6,144 in each of 10 managed policies/,
  );
});
