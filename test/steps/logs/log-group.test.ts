import { DescribeLogGroupsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { logGroup } from '../../../steps/logs/log-group/resource.js';
import { fakeCloud, tags } from '../fake-cloud.js';

const logs = logGroup('logs', { logGroupName: '/ecs/demo/web', retentionDays: 30, why: 'keeps lines' });
const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/ecs/demo/web';

test('a log group is created with its tags, and its retention is set afterwards', async () => {
  const { cloud, sent } = fakeCloud();
  const id = await logs.resource.create(cloud, logs.want({}));
  await logs.resource.update?.(cloud, id, logs.want({}), ['retentionInDays']);
  await logs.resource.delete(cloud, id);
  expect(sent()).toEqual([
    ['CreateLogGroup', { logGroupName: '/ecs/demo/web', tags }],
    ['PutRetentionPolicy', { logGroupName: '/ecs/demo/web', retentionInDays: 30 }],
    ['DeleteLogGroup', { logGroupName: '/ecs/demo/web' }],
  ]);
});

test('only the very name counts, although CloudWatch Logs answers by prefix', async () => {
  const fake = fakeCloud();
  fake.logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/ecs/demo/web-admin' }] });
  fake.logs.on(ListTagsForResourceCommand).resolves({ tags: { ...tags } });
  expect(await logs.resource.read(fake.cloud, '/ecs/demo/web')).toEqual({ is: 'absent' });
  expect(await logs.resource.find(fake.cloud, logs.want({}))).toEqual([]);
  const logGroups = [{ logGroupName: '/ecs/demo/web', arn: `${arn}:*` }, { logGroupName: '/ecs/demo/web-admin' }];
  fake.logs.on(DescribeLogGroupsCommand).resolves({ logGroups });
  expect(await logs.resource.read(fake.cloud, '/ecs/demo/web')).toEqual({
    is: 'ready',
    out: { logGroupName: '/ecs/demo/web', logGroupArn: arn },
    live: { logGroupName: '/ecs/demo/web', retentionInDays: 0 },
    tags,
  });
  expect(await logs.resource.find(fake.cloud, logs.want({}))).toEqual([{ id: '/ecs/demo/web', tags }]);
  expect(fake.sent()).toContainEqual(['ListTagsForResource', { resourceArn: arn }]);
});
