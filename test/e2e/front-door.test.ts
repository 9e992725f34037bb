import { DeleteRouteCommand as DeleteApiRouteCommand, DeleteStageCommand } from '@aws-sdk/client-apigatewayv2';
import { DeleteRuleCommand, DeregisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DeregisterInstanceCommand } from '@aws-sdk/client-servicediscovery';
import { afterEach, expect, test } from '@jest/globals';
import { readRecorded } from '../../src/commands/trace/read-recorded.js';
import { blueprints } from '../../src/config/blueprints.js';
import type { Way } from '../../src/hops.js';
import { follow } from '../../src/path/follow.js';
import type { Facts } from '../../src/path/facts.js';
import type { Senders } from '../../src/aws/services.js';
import { factsOfRegion } from '../../src/sandbox/front-door/facts-of-region.js';
import { localName } from '../../src/sandbox/front-door/host.js';
import { waysInto } from '../../src/sandbox/front-door/ways-in.js';
import type { Cloud } from '../../src/step.js';
import { everyThird, inFull } from '../full.js';
import { networkChanges, type Change } from './network-changes.js';
import { blueprintOf, Project } from './project.js';
import { openRig, type Rig } from './rig.js';

/** Requests to a stack through the front door of the sandbox: it answers what `trace` says, whatever is taken away. */

const open: Rig[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((it) => it.close()))));
const opened = (rig: Rig): Rig => {
  open.push(rig);
  return rig;
};

const paths: { readonly [blueprint: string]: string } = { 'alb-microservices': '/api/books' };

async function stack(name: string): Promise<{ rig: Rig; project: Project; url: URL }> {
  const rig = opened(await openRig());
  const project = new Project(rig, name);
  expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
  const { apis, loadBalancers } = await factsOf(rig, project);
  const base = apis[0]?.ApiEndpoint ?? `http://${loadBalancers[0]?.DNSName}`;
  return { rig, project, url: new URL(paths[name] ?? '/', base) };
}
const factsOf = (rig: Rig, project: Project): Promise<Facts> =>
  readRecorded({ ...rig.clients, token: '', tags: {} } as unknown as Cloud, project.store.records);
const factsOfRegionIn = async ({ clients }: Rig): Promise<Facts> =>
  factsOfRegion(clients as unknown as Senders, await waysInto(clients as unknown as Senders));
const traced = async (rig: Rig, project: Project, url: URL): Promise<Way> =>
  follow({ method: 'GET', url }, await factsOf(rig, project));

/** Each thing on the way that can be taken away by itself, by the call that does it. */
async function changesOf(rig: Rig, project: Project): Promise<Change[]> {
  const facts = await factsOf(rig, project);
  return [
    ...(await networkChanges(rig)),
    ...facts.apis.flatMap(({ ApiId, routes, stages }) => [
      ...routes.map(({ RouteId, RouteKey }) => ({
        what: `route ${RouteKey}`,
        make: (it: Rig) => it.clients.apigatewayv2.send(new DeleteApiRouteCommand({ ApiId, RouteId })),
      })),
      ...stages.map(({ StageName }) => ({
        what: `stage ${StageName}`,
        make: (it: Rig) => it.clients.apigatewayv2.send(new DeleteStageCommand({ ApiId, StageName })),
      })),
    ]),
    ...facts.cloudMapServices.flatMap(({ Arn, instances }) =>
      instances.map(({ InstanceId }) => ({
        what: `instance ${InstanceId}`,
        make: (it: Rig) =>
          it.clients.servicediscovery.send(
            new DeregisterInstanceCommand({ ServiceId: Arn.split('/').at(-1), InstanceId }),
          ),
      })),
    ),
    ...facts.loadBalancers.flatMap(({ listeners }) =>
      listeners.flatMap(({ rules }) =>
        rules
          .filter(({ Priority }) => Priority !== 'default')
          .map(({ RuleArn, Priority }) => ({
            what: `rule ${Priority}`,
            make: (it: Rig) => it.clients.elbv2.send(new DeleteRuleCommand({ RuleArn })),
          })),
      ),
    ),
    ...facts.targetGroups.map(({ TargetGroupArn, TargetGroupName, targets }) => ({
      what: `targets of ${TargetGroupName}`,
      make: (it: Rig) =>
        it.clients.elbv2.send(
          new DeregisterTargetsCommand({ TargetGroupArn, Targets: targets.map(({ Id, Port }) => ({ Id, Port })) }),
        ),
    })),
  ];
}

test.each(blueprints.map(({ name }) => name))(
  '%s: a request arrives at a task, under AWS’s name and under localhost',
  async (name) => {
    const { rig, project, url } = await stack(name);
    const { ending } = await traced(rig, project, url);
    const answers = [
      await rig.request(url.href),
      await rig.request(`http://${localName(url.hostname)}:4566${url.pathname}`),
    ];
    for (const it of answers) {
      expect(it).toMatchObject({ status: 200, headers: { 'x-sandbox-task': ending.id } });
      const body = JSON.parse(String(it?.body)) as { message: string; request: object };
      expect(body.message).toContain('stands in for');
      expect(body.request).toMatchObject({ method: 'GET', path: url.pathname });
    }
  },
);

test('stacks beside each other, whose VPCs have the same ranges: each request arrives at its own', async () => {
  const rig = opened(await openRig());
  for (const name of ['cloud-map-private', 'ec2-capacity'] as const) {
    const project = new Project(rig, name);
    expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
  }
  for (const name of ['cloud-map-private', 'ec2-capacity'] as const) {
    const { apis, loadBalancers } = await factsOfRegionIn(rig);
    const base = name === 'ec2-capacity' ? `http://${loadBalancers[0]?.DNSName}` : apis[0]?.ApiEndpoint;
    const answer = await rig.request(new URL('/', base).href);
    expect(answer).toMatchObject({ status: 200, headers: { 'x-sandbox-task': expect.stringContaining(`/${name}/`) } });
  }
});

test.each(blueprints.map(({ name }) => name))(
  '%s: whatever is taken away, the front door answers what trace says',
  async (name) => {
    const { rig, project, url } = await stack(name);
    const changes = await changesOf(rig, project);
    const dropped = [];
    for (const { what, make } of inFull(changes, everyThird(changes))) {
      const there = opened(rig.copy());
      await make(there);
      const answer = await there.request(url.href);
      const { ending } = await traced(there, project, url);
      const said = ending.is === 'dropped' ? `${ending.at} ${ending.id}` : undefined;
      expect([what, answer?.headers['x-sandbox-dropped-at']]).toEqual([what, said]);
      if (ending.is === 'dropped') dropped.push(what);
      if (ending.is === 'dropped' && typeof ending.seen === 'number')
        expect([what, answer?.status]).toEqual([what, ending.seen]);
    }
    expect(changes.length).toBeGreaterThan(8);
    expect(dropped.length).toBeGreaterThan(0);
  },
);
