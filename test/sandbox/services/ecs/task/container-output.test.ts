import {
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { containerPrinted } from '../../../../../src/sandbox/services/ecs/task/container-output.js';
import { resetPrograms, setPrograms } from '../../../../../src/sandbox/services/ecs/task/task-programs.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { logs } from '../../../../../src/sandbox/services/logs/index.js';
import { testCloud } from '../cloud.js';

const logGroupName = '/web';
const image = 'public.ecr.aws/nginx/nginx:1.29';

/** A service with one task that runs, and what is in its log. */
function running() {
  const cloud = testCloud();
  resetPrograms(cloud);
  cloud.register();
  cloud.create({ desiredCount: 1 });
  cloud.pass(120);
  const [taskArn = ''] = cloud.call(ListTasksCommand, { cluster: cloud.wanted.cluster }).taskArns ?? [];
  const events = () => cloud.any(logs, FilterLogEventsCommand, { logGroupName }).events ?? [];
  const streams = () =>
    cloud.any(logs, DescribeLogStreamsCommand, { logGroupName }).logStreams?.map((it) => it.logStreamName ?? '') ?? [];
  const print = (...lines: string[]) => containerPrinted(cloud.context(), { taskArn, container: 'web', lines });
  return { ...cloud, taskArn, events, streams, print, texts: () => events().map(({ message }) => message) };
}

test('a stand-in says what it stands in for, and when it is stopped', () => {
  const { update, pass, taskArn, events, streams, texts } = running();
  const startText = `This stands in for ${image}: the sandbox runs no containers.`;
  expect(texts()).toEqual([startText]);
  expect(streams()).toEqual([`web/web/${taskArn.split('/').at(-1)}`]);
  update({ desiredCount: 0 });
  pass(120);
  expect(texts()).toEqual([startText, expect.stringMatching(/^Stopped: Scaling activity initiated by/)]);
  expect((events()[1]?.timestamp ?? 0) - (events()[0]?.timestamp ?? 0)).toBeGreaterThan(30_000);
});

test('what a container prints is in its stream: no empty lines, and long ones in pieces', () => {
  const { print, texts } = running();
  print('one', '', 'é'.repeat(65_530));
  expect(texts().slice(1)).toEqual(['one', 'é'.repeat(65_529), 'é']);
});

test('the newest lines stay, so that the file of the world does not grow without end', () => {
  const { print, texts } = running();
  print(...Array.from({ length: 2500 }, (_, i) => `line ${i}`));
  expect([texts().length, texts()[0], texts().at(-1)]).toEqual([2000, 'line 500', 'line 2499']);
});

test('lines are dropped where the stream is gone, the role may not write, or there is no such task', () => {
  const { print, any, streams, texts, context, taskArn } = running();
  const denied = { Effect: 'Deny', Action: 'logs:PutLogEvents', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [denied] });
  any(iam, PutRolePolicyCommand, { RoleName: 'execution', PolicyName: 'no-lines', PolicyDocument });
  print('denied');
  containerPrinted(context(), { taskArn: `${taskArn}0`, container: 'web', lines: ['nobody'] });
  containerPrinted(context(), { taskArn, container: 'other', lines: ['nobody'] });
  expect(texts()).toHaveLength(1);
  any(logs, DeleteLogStreamCommand, { logGroupName, logStreamName: streams()[0] });
  print('gone');
  expect(texts()).toEqual([]);
});

test('a program that was set for the tasks of a service ends, and they are started again', () => {
  const cloud = testCloud();
  setPrograms(cloud, { web: { seconds: 10, exitCode: 3, lines: ['no such table: users'], services: true } });
  cloud.register();
  cloud.create({ desiredCount: 1 });
  cloud.pass(300);
  const events = cloud.any(logs, FilterLogEventsCommand, { logGroupName, filterPattern: 'users' }).events ?? [];
  expect(new Set(events.map(({ logStreamName }) => logStreamName)).size).toBeGreaterThan(1);
});
