import { CreateLogGroupCommand, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeServicesCommand, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import type { Cloud } from '../../src/step.js';
import { textOf } from '../../src/ui/failure.js';
import { census, left } from './census.js';
import { configOf, Project, serviceIn } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const logGroupName = '/ecs/cloud-map-public/web';
const RoleName = 'cloud-map-public-exec-us-east-1';
const nobody = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const deleteLogGroup = () => rig.clients.logs.send(new DeleteLogGroupCommand({ logGroupName }));
const newImage = configOf((it) => void (serviceIn(it).image = 'nginx:1.27'));

/** Lets something happen when a run is about to call this operation for the first time. */
function whenCalling(operation: string, happens: () => Promise<unknown>): (cloud: Cloud) => Cloud {
  let happened: Promise<unknown> | undefined;
  const watched = <T extends object>(client: T): T =>
    new Proxy(client, {
      get(target, key) {
        if (key !== 'send') return Reflect.get(target, key) as unknown;
        return async (command: object, ...rest: unknown[]) => {
          if (command.constructor.name === `${operation}Command`) await (happened ??= happens());
          return Reflect.apply(Reflect.get(target, key) as () => unknown, target, [command, ...rest]) as unknown;
        };
      },
    });
  return (cloud) => ({ ...cloud, ecs: watched(cloud.ecs) });
}

async function rollouts(project: Project) {
  const { cluster, service } = project.idOf('web-service') as { cluster: string; service: string };
  const input = { cluster, services: [service] };
  const { services: [it] = [] } = await rig.clients.ecs.send(new DescribeServicesCommand(input));
  return it?.deployments?.map(({ status, rolloutState, runningCount }) => [status, rolloutState, runningCount]);
}

test('the first tasks cannot write their logs: up says so in the words of ECS, and mends it later', async () => {
  const project = new Project(rig);
  const through = whenCalling('CreateService', deleteLogGroup);
  const { failures } = await project.up(configOf(), { through });
  expect(failures).toMatchObject([{ code: 'step-broken', step: 'web-service', resource: 'ecs-service' }]);
  const [failure] = failures;
  const words = failure ? textOf(failure, { command: 'up' }) : '';
  expect(words).toContain('web-service: AWS accepted the ECS service, and then it failed.');
  expect(words).toContain('The specified log group does not exist');
  expect(words).toContain('Next: provision up');
  // What stands on nothing that failed was made all the same.
  expect(project.outcomes()).toMatchObject({
    'vpc-link': 'created',
    'web-service': 'failed',
    'web-route-default': 'skipped',
  });

  expect((await project.up()).failures).toEqual([]);
  expect(project.outcomes()).toMatchObject({ 'web-log-group': 'created', 'web-service': 'updated' });
  expect(await rollouts(project)).toEqual([['PRIMARY', 'COMPLETED', 2]]);
  expect((await rig.during(() => project.up())).mutating).toEqual([]);
});

test('a new image whose tasks cannot start: the old ones go on, up says why, and mends it later', async () => {
  const project = new Project(rig);
  await project.up();
  const through = whenCalling('UpdateService', deleteLogGroup);
  const { failures } = await project.up(newImage, { through });
  expect(failures).toMatchObject([{ code: 'step-broken', step: 'web-service', verb: 'update' }]);
  expect(JSON.stringify(failures)).toContain('The specified log group does not exist');
  expect((await project.status(newImage))['web-service']).toMatchObject({ state: 'broken' });

  await rig.clients.logs.send(new CreateLogGroupCommand({ logGroupName, tags: tagsOf(project, 'web-log-group') }));
  expect((await project.up(newImage)).failures).toEqual([]);
  expect(await rollouts(project)).toEqual([['PRIMARY', 'COMPLETED', 2]]);
  expect((await census(rig))['taskDefinitions']).toEqual(['web']);
  expect((await rig.during(() => project.up(newImage))).mutating).toEqual([]);
});

const tagsOf = (project: Project, step: string) => ({ ...project.store.records.get(step)?.tags });

test('a new image, and a role that ECS may no longer assume: nothing is launched, and up names the role', async () => {
  const project = new Project(rig);
  await project.up();
  const breakRole = () => rig.clients.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: nobody }));
  const { failures } = await project.up(newImage, { through: whenCalling('UpdateService', breakRole) });
  expect(failures).toMatchObject([{ code: 'step-broken', step: 'web-service' }]);
  const roleArn = `arn:aws:iam::000000000000:role/${RoleName}`;
  const reason = `ECS was unable to assume the role '${roleArn}'`;
  expect(JSON.stringify(failures)).toContain(reason);
  // Also when it has long been rolled back, and other things have happened since.
  expect((await project.status(newImage))['web-service']).toMatchObject({ state: 'broken' });
  expect(JSON.stringify(await project.status(newImage))).toContain(reason);

  // The role is ours, so the next up mends both.
  expect((await project.up(newImage)).failures).toEqual([]);
  const { Role } = await rig.clients.iam.send(new GetRoleCommand({ RoleName }));
  const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')) as { Statement: object[] };
  expect(trust.Statement).toMatchObject([{ Principal: { Service: 'ecs-tasks.amazonaws.com' } }]);
  expect(await rollouts(project)).toEqual([['PRIMARY', 'COMPLETED', 2]]);
});

test('a deployment that failed can be given up: the old image again, and the failed revision goes', async () => {
  const project = new Project(rig);
  await project.up();
  const before = await census(rig);
  const through = whenCalling('UpdateService', deleteLogGroup);
  expect((await project.up(newImage, { through })).failures).toHaveLength(1);
  expect((await project.up()).failures).toEqual([]);
  const after = await census(rig);
  expect(isDeepStrictEqual(after, before) ? {} : { before, after }).toEqual({});
  expect((await rig.during(() => project.up())).mutating).toEqual([]);
});

test('down takes a service whose deployment failed away like any other', async () => {
  const project = new Project(rig);
  const through = whenCalling('CreateService', deleteLogGroup);
  expect((await project.up(configOf(), { through })).failures).toHaveLength(1);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('tasks that were lost after a deployment, and do not come back as they are: another config is applied at once', async () => {
  const project = new Project(rig);
  const reading = (parameter: string) => configOf((it) => void (serviceIn(it).secrets = { KEY: `ssm:${parameter}` }));
  const put = (Name: string) => rig.clients.ssm.send(new PutParameterCommand({ Name, Value: 'k', Type: 'String' }));
  await put('/shop/old');
  expect((await project.up(reading('/shop/old'))).failures).toEqual([]);
  await put('/shop/new');
  await rig.clients.ssm.send(new DeleteParameterCommand({ Name: '/shop/old' }));
  const { cluster } = project.idOf('web-service') as { cluster: string };
  const { taskArns = [] } = await rig.clients.ecs.send(new ListTasksCommand({ cluster }));
  for (const task of taskArns) await rig.clients.ecs.send(new StopTaskCommand({ cluster, task }));
  for (let minutes = 0; minutes < 30; minutes += 3) await rollouts(project);
  expect((await project.status(reading('/shop/old')))['web-service']).toMatchObject({ state: 'broken' });

  // It waited 20 minutes for tasks that never came, and failed, before it had changed anything.
  expect((await project.up(reading('/shop/new'))).failures).toEqual([]);
  expect(await rollouts(project)).toEqual([['PRIMARY', 'COMPLETED', 2]]);
});
