import {
  DeleteNatGatewayCommand,
  DeleteVpcEndpointsCommand,
  DescribeNatGatewaysCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { afterEach, expect, test } from '@jest/globals';
import { answerInside, type Followed } from '../../src/commands/trace/answer.js';
import { askersIn } from '../../src/commands/trace/senders.js';
import { blueprints } from '../../src/config/blueprints.js';
import type { Cloud } from '../../src/step.js';
import { everyThird, inFull, isFull } from '../full.js';
import { networkChanges, type Change } from './network-changes.js';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

/** The ways of tasks out of a VPC: what is taken away keeps a new task from starting exactly where trace says that it does. */

const open: Rig[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((it) => it.close()))));
const opened = (rig: Rig): Rig => {
  open.push(rig);
  return rig;
};

interface Service {
  readonly cluster: string;
  readonly name: string;
  /** What a task of it has to get to before it runs. */
  readonly needs: readonly string[];
}

async function servicesOf({ clients: { ecs } }: Rig, { store }: Project): Promise<Service[]> {
  const cluster = [...store.records.values()]
    .filter(({ type }) => type === 'cluster')
    .map(({ out }) => String(Object(out)['clusterArn']))[0];
  const names = askersIn(store.records).filter((it) => it !== 'bastion');
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: names }));
  return Promise.all(
    services.map(async ({ serviceName: name = '', taskDefinition, launchType }) => {
      const { taskDefinition: found } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
      const needs = (found?.containerDefinitions ?? []).flatMap(({ image = '', logConfiguration, secrets = [] }) => [
        ...(image.includes('.dkr.ecr.') ? ['ecr.api', 'ecr.dkr', 's3'] : ['internet']),
        ...(logConfiguration?.logDriver === 'awslogs' ? ['logs'] : []),
        ...(secrets.length > 0 ? ['secretsmanager'] : []),
      ]);
      // On instances, Docker gets images from the internet by the instance's interface, and a task goes there by its own.
      const own = launchType === 'FARGATE' ? needs : needs.filter((it) => it !== 'internet');
      return { cluster: cluster ?? '', name, needs: [...new Set(own)] };
    }),
  );
}

/** Runs a task as the service would, in each of its subnets, and waits until it runs or has ended. @returns why some could not start */
async function startProblemsOf(rig: Rig, { cluster, name }: Service): Promise<string[]> {
  const { ecs } = rig.clients;
  const { services: [service] = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
  const { taskDefinition, networkConfiguration, capacityProviderStrategy, launchType } = service ?? {};
  const how = capacityProviderStrategy?.length ? { capacityProviderStrategy } : { launchType };
  const { subnets = [], ...network } = networkConfiguration?.awsvpcConfiguration ?? {};
  const started = await Promise.all(
    (launchType === 'FARGATE' ? subnets : await withInstance(rig, cluster, subnets)).map((subnet) => {
      const own = { awsvpcConfiguration: { ...network, subnets: [subnet] } };
      return ecs.send(new RunTaskCommand({ cluster, taskDefinition, networkConfiguration: own, ...how }));
    }),
  );
  const tasks = started.flatMap(({ tasks: [task] = [] }) => task?.taskArn ?? []);
  expect([name, tasks.length]).not.toEqual([name, 0]);
  const problems = await Promise.all(tasks.map((task) => startProblemOf(rig, cluster, task)));
  return problems.flatMap((it) => it ?? []);
}

/** Those in whose zones the cluster has instances. In another zone a new one would have to come, which a trace knows nothing of. */
async function withInstance({ clients: { ec2, ecs } }: Rig, cluster: string, SubnetIds: string[]): Promise<string[]> {
  const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster }));
  const asked = new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns });
  const { containerInstances = [] } = await ecs.send(asked);
  const zones = containerInstances
    .flatMap(({ attributes = [] }) => attributes)
    .flatMap(({ name, value }) => (name === 'ecs.availability-zone' ? (value ?? []) : []));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
  return Subnets.flatMap(({ SubnetId, AvailabilityZone = '' }) =>
    SubnetId !== undefined && zones.includes(AvailabilityZone) ? [SubnetId] : [],
  );
}

async function startProblemOf({ clients: { ecs } }: Rig, cluster: string, arn: string): Promise<string | undefined> {
  for (let looks = 0; looks < 200; looks++) {
    const { tasks: [task] = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [arn] }));
    if (task?.lastStatus === 'RUNNING') return undefined;
    // A task that nobody restarts ends by itself.
    if (task?.lastStatus === 'STOPPED') return task.stopCode === 'TaskFailedToStart' ? task.stoppedReason : undefined;
    // Time passes with each look. Where no agent is connected, it waits for one.
    if (looks > 100 && task?.launchType === 'EC2' && task.containerInstanceArn === undefined)
      return 'it waits for an instance whose agent is connected';
  }
  throw new Error(`${arn} neither runs nor ends`);
}

const cloudOf = (rig: Rig): Cloud => ({ ...rig.clients, token: '', tags: {} }) as unknown as Cloud;
const waysOf = (rig: Rig, { store }: Project, { name: asker, needs: to }: Service): Promise<Followed[]> =>
  answerInside(cloudOf(rig), store.records, { question: { is: 'way-out', to }, asker, region: 'us-east-1' });

async function changesOf(rig: Rig): Promise<Change[]> {
  const { ec2 } = rig.clients;
  const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({}));
  return [
    ...(await networkChanges(rig)),
    ...VpcEndpoints.map(({ VpcEndpointId = '', ServiceName }) => ({
      what: `endpoint of ${ServiceName}`,
      make: (it: Rig) => it.clients.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] })),
    })),
    ...NatGateways.map(({ NatGatewayId }) => ({
      what: `NAT gateway ${NatGatewayId}`,
      make: (it: Rig) => it.clients.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })),
    })),
  ];
}

test.each(blueprints.map(({ name }) => name))(
  '%s: a new task starts exactly where trace says that it gets to all that it needs',
  async (name) => {
    const rig = opened(await openRig());
    const project = new Project(rig, name);
    expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
    const services = await servicesOf(rig, project);
    const [first] = services;
    for (const service of services)
      expect((await waysOf(rig, project, service)).map(({ ending }) => ending.is)).not.toContain('dropped');

    const changes = await changesOf(rig);
    const stopped = [];
    for (const { what, make } of inFull(changes, everyThird(changes)))
      for (const service of inFull(services, first ? [first] : [])) {
        const there = opened(rig.copy());
        await make(there);
        const ways = await waysOf(there, project, service);
        const dropped = ways.flatMap(({ to, ending }) => (ending.is === 'dropped' ? [`${to}: ${ending.why}`] : []));
        const problems = await startProblemsOf(there, service);
        expect([what, service.name, problems.length > 0]).toEqual([what, service.name, dropped.length > 0]);
        if (problems.length > 0) stopped.push(what);
      }
    expect(changes.length).toBeGreaterThan(5);
    if (isFull) expect(stopped.length).toBeGreaterThan(0);
  },
);
