import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type DescribeLogGroupsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { testContext } from '../../context.js';

function withGroups(...names: readonly string[]) {
  const it = testContext();
  for (const logGroupName of names) it.call(logs, CreateLogGroupCommand, { logGroupName });
  const found = (question: DescribeLogGroupsRequest) =>
    it.call(logs, DescribeLogGroupsCommand, question).logGroups?.map(({ logGroupName }) => logGroupName);
  return { ...it, found };
}
const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/ecs/web';

test('a key that the sandbox cannot have is not taken for one', () => {
  const { refusal } = withGroups();
  const kmsKeyId = 'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000';
  expect(refusal(logs, CreateLogGroupCommand, { logGroupName: '/ecs/web', kmsKeyId })).toMatchObject({ status: 501 });
});

test('a new group keeps its lines for ever and has two ARNs', () => {
  const { call } = withGroups('/ecs/web');

  expect(call(logs, DescribeLogGroupsCommand, {}).logGroups).toEqual([
    {
      logGroupName: '/ecs/web',
      creationTime: Date.parse('2026-01-01T00:00:00Z'),
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: false,
    },
  ]);
});

test('a name can be used once in a region, and again in another', () => {
  const { refusal, world } = withGroups('/ecs/web');
  const paris = testContext({ region: 'eu-west-3', world });

  expect(refusal(logs, CreateLogGroupCommand, { logGroupName: '/ecs/web' })).toMatchObject({
    code: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
  });
  paris.call(logs, CreateLogGroupCommand, { logGroupName: '/ecs/web' });
  expect(paris.call(logs, DescribeLogGroupsCommand, {}).logGroups).toHaveLength(1);
});

test.each([
  ['a b', /failed to satisfy constraint/],
  ['', /length greater than or equal to 1/],
  ['x'.repeat(513), /length less than or equal to 512/],
  ['aws/mine', /reserved for AWS/],
])('the name %j is refused', (logGroupName, message) => {
  const { refusal } = testContext();

  const { code, message: said } = refusal(logs, CreateLogGroupCommand, { logGroupName });
  expect(code).toBe('InvalidParameterException');
  expect(said).toMatch(message);
});

test('groups are found by how their names begin, by a part of them, or one by one', () => {
  const { found, refusal } = withGroups('/ecs/web', '/ecs/api', '/aws/vendedlogs/web');

  expect(found({ logGroupNamePrefix: '/ecs/' })).toEqual(['/ecs/api', '/ecs/web']);
  expect(found({ logGroupNamePattern: 'web' })).toEqual(['/aws/vendedlogs/web', '/ecs/web']);
  expect(found({ logGroupIdentifiers: [arn, '/ecs/none'] })).toEqual(['/ecs/web']);
  const both = { logGroupNamePrefix: '/ecs/', logGroupNamePattern: 'web' };
  expect(refusal(logs, DescribeLogGroupsCommand, both).message).toMatch(/mutually exclusive/);
});

test('a list comes in pages, and a group deleted between two of them hides no other', () => {
  const { call, refusal } = withGroups('a', 'b', 'c', 'd');
  const first = call(logs, DescribeLogGroupsCommand, { limit: 2 });
  call(logs, DeleteLogGroupCommand, { logGroupName: 'a' });
  const second = call(logs, DescribeLogGroupsCommand, { limit: 2, nextToken: first.nextToken });

  expect(second.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['c', 'd']);
  expect(second.nextToken).toBeUndefined();
  expect(refusal(logs, DescribeLogGroupsCommand, { nextToken: '!' }).code).toBe('InvalidParameterException');
  expect(refusal(logs, DescribeLogGroupsCommand, { limit: 51 }).code).toBe('InvalidParameterException');
});

test('retention is one of the lengths that AWS offers, and can be taken back', () => {
  const { call, refusal } = withGroups('/ecs/web');
  const logGroupName = '/ecs/web';
  const retention = () => call(logs, DescribeLogGroupsCommand, {}).logGroups?.[0]?.retentionInDays;

  call(logs, PutRetentionPolicyCommand, { logGroupName, retentionInDays: 30 });
  expect(retention()).toBe(30);
  const odd = refusal(logs, PutRetentionPolicyCommand, { logGroupName, retentionInDays: 31 });
  expect(odd.code).toBe('InvalidParameterException');
  expect(odd.message).toContain("Value '31' at 'retentionInDays'");
  call(logs, DeleteRetentionPolicyCommand, { logGroupName });
  expect(retention()).toBeUndefined();
});

test('setting the retention of a missing log group, or deleting it, is refused', () => {
  const { refusal } = testContext();
  const gone = { code: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };

  expect(refusal(logs, DeleteLogGroupCommand, { logGroupName: 'x' })).toMatchObject(gone);
  expect(refusal(logs, PutRetentionPolicyCommand, { logGroupName: 'x', retentionInDays: 1 })).toMatchObject(gone);
});

test('a protected group stays until its protection is lifted', () => {
  const { call, refusal, found } = withGroups('/ecs/web');
  const protect = (deletionProtectionEnabled: boolean) =>
    call(logs, PutLogGroupDeletionProtectionCommand, { logGroupIdentifier: '/ecs/web', deletionProtectionEnabled });

  protect(true);
  expect(refusal(logs, DeleteLogGroupCommand, { logGroupName: '/ecs/web' }).code).toBe('ValidationException');
  protect(false);
  call(logs, DeleteLogGroupCommand, { logGroupName: '/ecs/web' });
  expect(found({})).toEqual([]);
});

test('tags are reached by either ARN', () => {
  const { call, refusal } = testContext();
  call(logs, CreateLogGroupCommand, { logGroupName: '/ecs/web', tags: { 'provision:stack': 'shop' } });
  call(logs, TagResourceCommand, { resourceArn: `${arn}:*`, tags: { team: 'a', cost: '1' } });
  call(logs, UntagResourceCommand, { resourceArn: arn, tagKeys: ['cost'] });

  const tags = { 'provision:stack': 'shop', team: 'a' };
  expect(call(logs, ListTagsForResourceCommand, { resourceArn: arn })).toEqual({ tags });
  expect(call(logs, ListTagsForResourceCommand, { resourceArn: `${arn}:*` })).toEqual({ tags });
  expect(refusal(logs, ListTagsForResourceCommand, { resourceArn: `${arn}-2` }).code).toBe('ResourceNotFoundException');
  expect(refusal(logs, ListTagsForResourceCommand, { resourceArn: '/ecs/web' }).code).toBe('InvalidParameterException');
  const reserved = { resourceArn: arn, tags: { 'aws:x': '' } };
  expect(refusal(logs, TagResourceCommand, reserved).code).toBe('InvalidParameterException');
});
