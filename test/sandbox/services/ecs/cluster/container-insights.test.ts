import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteClusterCommand, DeleteServiceCommand, UpdateClusterSettingsCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { logs } from '../../../../../src/sandbox/services/logs/index.js';
import { testCloud } from '../cloud.js';

const logGroupName = '/aws/ecs/containerinsights/main/performance';

/** A cluster with Container Insights, and words for its log group. */
function measuredCloud(value = 'enhanced') {
  const cloud = testCloud();
  const measure = (to: string) =>
    cloud.call(UpdateClusterSettingsCommand, { cluster: 'main', settings: [{ name: 'containerInsights', value: to }] });
  measure(value);
  cloud.register();
  return {
    ...cloud,
    measure,
    group: () =>
      cloud.any(logs, DescribeLogGroupsCommand, { logGroupNamePrefix: '/aws/ecs/containerinsights/' }).logGroups?.[0],
    deleteGroup: () => cloud.any(logs, DeleteLogGroupCommand, { logGroupName }),
    endService() {
      cloud.call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true });
      // Its tasks need as long to stop.
      cloud.pass(60);
    },
  };
}

test.each(['enabled', 'enhanced'])('%s: a minute after its first task runs, AWS makes a log group', (value) => {
  const { create, pass, group, any } = measuredCloud(value);
  pass(600);
  create();
  pass(80);
  expect(group()).toBeUndefined();
  pass(20);
  expect(group()).toMatchObject({ logGroupName, retentionInDays: 1 });
  const resourceArn = group()?.logGroupArn;
  expect(any(logs, ListTagsForResourceCommand, { resourceArn }).tags).toEqual({});
});

test('disabled: there is no log group, until it is turned on while tasks run', () => {
  const { create, pass, group, measure } = measuredCloud('disabled');
  create();
  pass(600);
  expect(group()).toBeUndefined();
  measure('enabled');
  pass(60);
  expect(group()).toMatchObject({ logGroupName });
});

test('a group that is there is written to, as it is', () => {
  const { create, pass, group, any } = measuredCloud();
  any(logs, CreateLogGroupCommand, { logGroupName, tags: { team: 'shop' } });
  create();
  pass(600);
  expect(group()?.retentionInDays).toBeUndefined();
});

test('deleted while tasks run, it is there again a minute later', () => {
  const { create, pass, group, deleteGroup } = measuredCloud();
  create();
  pass(600);
  deleteGroup();
  expect(group()).toBeUndefined();
  pass(60);
  expect(group()).toMatchObject({ logGroupName });
});

test('the events of the last minute come after the end of the cluster, and make it again', () => {
  const { call, create, pass, group, deleteGroup, endService } = measuredCloud();
  create();
  pass(600);
  endService();
  call(DeleteClusterCommand, { cluster: 'main' });
  deleteGroup();
  pass(60);
  expect(group()).toMatchObject({ logGroupName });
  deleteGroup();
  pass(600);
  expect(group()).toBeUndefined();
});
