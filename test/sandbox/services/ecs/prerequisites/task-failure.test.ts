import { RunTaskCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { RevokeSecurityGroupEgressCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { trust } from '../../iam/documents.js';
import { container, executionRoleArn, makeExecutionRole, testCloud } from '../cloud.js';

test('a role that is not there keeps tasks from being launched, and the service says which', () => {
  const { register, create, service, events, tasks, pass, any } = testCloud({ role: false });
  register();
  create();
  pass(5);
  expect(tasks()).toEqual([]);
  expect(events()[0]).toBe(
    `(service web) failed to launch a task with (error ECS was unable to assume the role '${executionRoleArn}' ` +
      'that was provided for this task. Please verify that the role being passed has the proper trust relationship ' +
      'and permissions and that your IAM user has permissions to pass this role.).',
  );
  expect(service()?.deployments).toMatchObject([{ failedTasks: 2 }]);
  makeExecutionRole(any);
  pass(90);
  expect(service()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED', failedTasks: 0 }] });
});

test.each([
  ['trusts somebody else', trust('ec2.amazonaws.com')],
  ['is for another account', trust().replaceAll('000000000000', '111111111111')],
  ['is for another region', trust().replace('us-east-1', 'eu-west-1')],
  ['denies', trust().replace('Allow', 'Deny')],
])('a role that %s cannot be assumed', (_how, AssumeRolePolicyDocument) => {
  const { register, create, tasks, pass, any } = testCloud({ role: false });
  any(iam, CreateRoleCommand, { RoleName: 'execution', AssumeRolePolicyDocument });
  register();
  create();
  pass(60);
  expect(tasks()).toEqual([]);
});

test('a log group that is not there stops tasks before they run', () => {
  const { register, create, tasks, service, pass } = testCloud({ logGroup: false });
  register();
  create();
  pass(45);
  for (const task of tasks('STOPPED')) {
    expect(task).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart' });
    expect(task.stoppedReason).toContain('ResourceInitializationError: failed to validate logger args');
    expect(task.startedAt).toBeUndefined();
  }
  expect(service()?.deployments).toMatchObject([{ failedTasks: 2, runningCount: 0 }]);
});

test('without a way to the internet a public image cannot be pulled', () => {
  const { register, create, tasks, interfaces, pass } = testCloud({ internet: false });
  register();
  create({ desiredCount: 1 });
  pass(42);
  const [task] = tasks('STOPPED');
  expect(task?.stopCode).toBe('TaskFailedToStart');
  expect(task?.stoppedReason).toMatch(
    /^CannotPullContainerError: .* failed to resolve ref public\.ecr\.aws\/nginx\/nginx:1\.29: /,
  );
  expect(task?.containers?.[0]?.reason).toBe(task?.stoppedReason);
  expect(interfaces()).toEqual([]);
});

test.each([true, false])('no registry answers at a reserved name, whether there is a way out: %s', (internet) => {
  const { register, create, tasks, service, pass } = testCloud({ internet });
  register({ containerDefinitions: [{ ...container, image: 'registry.invalid:5000/team/web:1' }] });
  create({ desiredCount: 1 });
  pass(42);
  expect(tasks('STOPPED')[0]?.stoppedReason).toBe(
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ' +
      'registry.invalid:5000/team/web:1: failed to do request: Head ' +
      '"https://registry.invalid:5000/v2/team/web/manifests/1": ' +
      'dial tcp: lookup registry.invalid on 10.0.0.2:53: no such host',
  );
  expect(service()?.deployments).toMatchObject([{ failedTasks: 1 }]);
});

test('localhost is the machine that pulls, where no registry listens; a name that may exist is taken on trust', () => {
  const { register, create, tasks, service, pass } = testCloud();
  const revisionOf = (image: string) => register({ containerDefinitions: [{ ...container, image }] });
  revisionOf('localhost:5000/web');
  create({ serviceName: 'here', desiredCount: 1 });
  pass(42);
  expect(tasks('STOPPED')[0]?.stoppedReason).toContain('dial tcp 127.0.0.1:5000: connect: connection refused');
  revisionOf('registry.example.com/testing/web:1');
  create({ desiredCount: 1 });
  pass(60);
  expect(service()?.runningCount).toBe(1);
});

test('a task without a public address reaches nothing, whatever its route', () => {
  const { register, create, tasks, wanted, pass } = testCloud();
  register({ containerDefinitions: [{ ...container, image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1' }] });
  const { awsvpcConfiguration: network } = wanted.networkConfiguration;
  create({ networkConfiguration: { awsvpcConfiguration: { ...network, assignPublicIp: 'DISABLED' } } });
  pass(45);
  expect(tasks('STOPPED')[0]?.stoppedReason).toMatch(
    /^ResourceInitializationError: unable to pull secrets or registry auth: .*api\.ecr\.us-east-1\.amazonaws\.com/,
  );
});

test('a task whose security group allows no egress reaches nothing; an image of Docker Hub is named in full', () => {
  const { register, create, tasks, any, groupId, pass } = testCloud();
  any(ec2, RevokeSecurityGroupEgressCommand, {
    GroupId: groupId,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  register({ containerDefinitions: [{ ...container, image: 'nginx' }] });
  create();
  pass(45);
  const reason = tasks('STOPPED')[0]?.stoppedReason;
  expect(reason).toContain('ref docker.io/library/nginx:latest');
  expect(reason).toContain('https://registry-1.docker.io/v2/library/nginx/manifests/latest');
});

test('a task that is run by itself is refused for its role at once, and belongs to no service', () => {
  const { register, wanted, call, any, refused, pass } = testCloud({ role: false });
  register();
  const { networkConfiguration } = wanted;
  const input = { cluster: 'main', taskDefinition: 'web', launchType: 'FARGATE' as const, networkConfiguration };
  expect(refused(RunTaskCommand, input)[0]).toBe('ClientException');
  makeExecutionRole(any);
  const run = { ...input, count: 2, startedBy: 'me', clientToken: 'token' };
  const { tasks = [] } = call(RunTaskCommand, run);
  expect(call(RunTaskCommand, run).tasks?.map(({ taskArn }) => taskArn)).toEqual(tasks.map(({ taskArn }) => taskArn));
  expect(refused(RunTaskCommand, { ...run, count: 3 })[0]).toBe('ConflictException');
  pass(60);
  const { taskArns } = call(ListTasksCommand, { cluster: 'main', startedBy: 'me', family: 'web' });
  expect(taskArns?.toSorted()).toEqual(tasks.map(({ taskArn }) => taskArn).toSorted());
  const described = call(DescribeTasksCommand, { cluster: 'main', tasks: [taskArns?.[0] ?? '', 'unknown'] });
  expect(described.tasks).toMatchObject([{ group: 'family:web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' }]);
  const arn = 'arn:aws:ecs:us-east-1:000000000000:task/main/unknown';
  expect(described.failures).toEqual([{ arn, reason: 'MISSING' }]);
});
