import { RevokeSecurityGroupEgressCommand } from '@aws-sdk/client-ec2';
import { ExecuteCommandCommand, RunTaskCommand, StopTaskCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { trust } from '../../iam/documents.js';
import { container, testCloud } from '../cloud.js';

interface Wish {
  readonly exec?: boolean;
  readonly containers?: readonly Partial<ContainerDefinition>[];
}

/** A task with a role of its own, and what comes of a command in it. */
function running({ exec = true, containers = [{}] }: Wish = {}) {
  const cloud = testCloud();
  const { any, call, register, wanted, pass } = cloud;
  any(iam, CreateRoleCommand, { RoleName: 'task', AssumeRolePolicyDocument: trust() });
  register({
    taskRoleArn: 'arn:aws:iam::000000000000:role/task',
    containerDefinitions: containers.map((it) => ({ ...container, healthCheck: undefined, ...it })),
  });
  const { tasks: [{ taskArn = '' } = {}] = [] } = call(RunTaskCommand, {
    cluster: 'main',
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: wanted.networkConfiguration,
    enableExecuteCommand: exec,
  });
  const ask = { cluster: 'main', task: taskArn, command: 'ls', interactive: true };
  return {
    ...cloud,
    taskArn,
    permit() {
      const Statement = [{ Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      any(iam, PutRolePolicyCommand, { RoleName: 'task', PolicyName: 'exec', PolicyDocument });
    },
    run: (more: object = {}) => cloud.refused(ExecuteCommandCommand, { ...ask, ...more }),
    agents: () => cloud.tasks().flatMap((it) => it.containers?.map(({ managedAgents }) => managedAgents)),
    started: () => pass(40),
  };
}
const notEnabled = /execute command was not enabled when the task was run or the execute command agent isn’t running/;

test('each container has an agent where commands can be run, which runs once the container does', () => {
  const { agents, started, taskArn, call } = running({ containers: [{}, { name: 'beside', portMappings: [] }] });
  const agent = { name: 'ExecuteCommandAgent' };
  expect(agents()).toEqual([[{ ...agent, lastStatus: 'PENDING' }], [{ ...agent, lastStatus: 'PENDING' }]]);
  started();
  expect(agents()).toMatchObject([[{ ...agent, lastStatus: 'RUNNING' }], [{ ...agent, lastStatus: 'RUNNING' }]]);
  const { task } = call(StopTaskCommand, { cluster: 'main', task: taskArn });
  expect(task?.containers?.[0]?.managedAgents).toHaveLength(1);
  const off = running({ exec: false });
  off.started();
  expect(off.agents()).toEqual([undefined]);
});

test('a command needs a task that runs, with commands enabled, and an agent that can write', () => {
  const { run, started } = running();
  expect(run({ interactive: false })[0]).toBe('InvalidParameterException');
  expect(run({ command: '' })[0]).toBe('InvalidParameterException');
  expect(run({ cluster: 'other' })[0]).toBe('ClusterNotFoundException');
  expect(run({ task: 'nobody' })[1]).toBe('The referenced task was not found.');
  expect(run()[1]).toMatch(notEnabled);
  started();
  expect(run()[1]).not.toMatch(notEnabled);
  for (const other of [{ exec: false }, { containers: [{ readonlyRootFilesystem: true }] }]) {
    const it = running(other);
    it.started();
    expect(it.run()).toEqual(['InvalidParameterException', expect.stringMatching(notEnabled)]);
  }
});

test('of several containers one has to be named', () => {
  const { run, started, permit } = running({ containers: [{}, { name: 'beside', portMappings: [] }] });
  permit();
  started();
  expect(run()[0]).toBe('InvalidParameterException');
  expect(run({ container: 'nobody' })[0]).toBe('InvalidParameterException');
  expect(run({ container: 'beside' })[0]).toBe('NotImplemented');
});

test('an agent that may not talk to Systems Manager, or does not get there, is not connected; else there is no session', () => {
  const { run, started, permit, any, groupId: GroupId } = running();
  started();
  const lost = ['TargetNotConnectedException', 'The execute command failed due to an internal error. Try again later.'];
  expect(run()).toEqual(lost);
  permit();
  expect(run()).toEqual(['NotImplemented', expect.stringMatching(/no sessions of Systems Manager/)]);
  const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  any(ec2, RevokeSecurityGroupEgressCommand, { GroupId, IpPermissions: everything });
  expect(run()).toEqual(lost);
});
