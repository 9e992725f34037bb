import { CreateRouteCommand, DeleteRouteCommand, DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Config } from '../../src/config/schema.js';
import { required } from '../../src/step.js';
import { textOf } from '../../src/ui/failure.js';
import { census, left, type Census } from './census.js';
import { makeNetwork } from './landlord.js';
import { existingIds } from './existing-ids.js';
import { blueprintOf, Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/**
 * How the walkthrough went at first: tasks in private subnets, and nothing that leads out of these. The network is
 * somebody else's here, because in one of its own a stack has its endpoints.
 */
let rig: Rig;
let project: Project;
let config: Config;
let theirs: Census;
/** What leads out of the private subnets, while it does. */
let way: { readonly RouteTableId: string; readonly NatGatewayId: string };

beforeAll(async () => {
  rig = await openRig();
  const ids = await makeNetwork(rig);
  const real = (id: string) => required(ids.get(id), id);
  const { vpc, public: open, private: closed } = existingIds;
  const existing = { vpc: real(vpc), public: open.slice(0, 2).map(real), private: closed.slice(0, 2).map(real) };
  config = variant(await blueprintOf('cli-walkthrough'), (it) => {
    delete it.network.subnets;
    Object.assign(it.network, { egress: 'public', existing });
    const quotes = serviceIn(it, 'random-quote-app');
    const image = 'public.ecr.aws/docker/library/nginx:latest';
    it.services['random-quote-app'] = { ...quotes, image, repository: undefined, build: undefined };
  });
  way = await wayOut(existing.private[0] ?? '');
  theirs = left(await census(rig));
  const { RouteTableId } = way;
  await rig.clients.ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
  project = new Project(rig, config.name);
});
afterAll(() => rig.close());

async function wayOut(subnetId: string) {
  const Filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
  const { RouteTables: [table] = [] } = await rig.clients.ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const NatGatewayId = required(table?.Routes?.find((it) => it.NatGatewayId)?.NatGatewayId, 'a NAT gateway');
  return { RouteTableId: required(table?.RouteTableId, 'RouteTableId'), NatGatewayId };
}

/** What `up` says to a person, by step. */
async function saidBy(wanted: Config): Promise<{ readonly [step: string]: string }> {
  const { failures } = await project.up(wanted);
  return Object.fromEntries(
    failures.map((failure) => ['step' in failure ? failure.step : failure.code, textOf(failure, { command: 'up' })]),
  );
}

describe('tasks that cannot start', () => {
  test('private tasks without a way out: up says so in the words of ECS and in plain ones', async () => {
    const said = await saidBy(config);
    expect(Object.keys(said).sort()).toEqual(['hostname-app-service', 'random-quote-app-service']);
    const ecr = said['hostname-app-service'];
    expect(ecr).toMatch(/^hostname-app-service: AWS accepted the ECS service, and then it failed\./);
    expect(ecr).toContain('ResourceInitializationError: unable to pull secrets or registry auth');
    expect(ecr).toContain('likely cause: the tasks have no way to ECR');
    expect(ecr).toContain('what to do: public tasks need a public address');
    expect(ecr).toContain('private ones a NAT gateway or the endpoints `ecr.api`, `ecr.dkr`, `logs` and `s3`');
    expect(ecr).toContain('Next: provision up');
    const elsewhere = said['random-quote-app-service'];
    expect(elsewhere).toContain('CannotPullContainerError: pull image manifest has been retried 5 time(s)');
    expect(elsewhere).toContain('likely cause: the tasks have no way to the registry of the image');
    expect(elsewhere).toContain('without the internet the image must be in one');
    // Long before anything gives up waiting.
    expect(project.events.filter((it) => it.type === 'error' && it.failure.code === 'step-timeout')).toEqual([]);
    const services = ['hostname-app ACTIVE 0/2', 'random-quote-app ACTIVE 0/1', 'static-app ACTIVE 1/1'];
    expect(await census(rig)).toMatchObject({ services, targets: [] });
  });

  test('whoever owns the network leads its subnets out again, and the next up mends both services', async () => {
    const { RouteTableId, NatGatewayId } = way;
    const route = { RouteTableId, NatGatewayId, DestinationCidrBlock: '0.0.0.0/0' };
    await rig.clients.ec2.send(new CreateRouteCommand(route));
    expect(await saidBy(config)).toEqual({});
    const mended = { 'hostname-app-service': 'updated', 'random-quote-app-service': 'updated' };
    expect(project.outcomes()).toMatchObject({ ...mended, 'static-app-service': 'unchanged' });
    expect(await census(rig)).toMatchObject({ targets: ['hostname-app-tg healthy', 'hostname-app-tg healthy'] });
    expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  });

  test('an update to an image that is not there is rolled back, and the load balancer never notices', async () => {
    const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/static-app:2';
    const wrong = variant(config, (it) => {
      Object.assign(serviceIn(it, 'hostname-app'), { image, repository: undefined, build: undefined });
    });
    const said = await saidBy(wrong);
    expect(Object.keys(said)).toEqual(['hostname-app-service']);
    expect(said['hostname-app-service']).toContain('CannotPullContainerError');
    expect(said['hostname-app-service']).toContain(`${image}: not found`);
    expect(said['hostname-app-service']).toContain('likely cause: there is no such image');
    expect((await project.status(wrong))['hostname-app-service']).toMatchObject({ state: 'broken' });
    // Its own image and repository are not let go before what takes their place runs.
    const { services, targets, repositories } = await census(rig);
    expect(services).toContain('hostname-app ACTIVE 2/2');
    expect(targets).toEqual(['hostname-app-tg healthy', 'hostname-app-tg healthy']);
    expect(repositories).toContain('hostname-app');

    expect(await saidBy(config)).toEqual({});
    expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  });

  test('down takes away what is ours, and leaves the network as it was', async () => {
    expect((await project.down()).failures).toEqual([]);
    expect(left(await census(rig))).toEqual(theirs);
  });
});
