import { ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import type { Config } from '../../src/config/schema.js';
import { compared, equalAsJson, isFixed } from '../../src/runner/compare.js';
import type { Resource } from '../../src/step.js';
import type { StepRecord } from '../../state/schema.js';
import type { VpcEndpointWant } from '../../steps/ec2/vpc-endpoint/settings.js';
import { anotherGroup, anotherSubnet } from './another.js';
import { inFull, isFull, longTest } from '../full.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { blueprintWithDomain, zoneIn } from './domain-bed.js';
import { drifts } from './drifts.js';
import { differencesLive, firstOf, readRecorded } from './live.js';
import { otherwise } from './normalising.js';
import { manyPermissions } from './many-permissions.js';
import { blueprintOf, Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';
import { scale } from './scaled.js';
import { timed } from './timed.js';

/**
 * Each member that is compared is given another value behind the stack's back, one at a time. `up` sets it again, replaces
 * the resource, or refuses with the member's name; what the plan says is what is done.
 */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

/** Configs beside the blueprints, in which nouns have members that no blueprint gives them. */
const variants: { readonly [name: string]: () => Promise<Config> } = {
  'ec2-capacity with instances at all times': async () =>
    variant(await blueprintOf('ec2-capacity'), ({ cluster }) => void (cluster.instances!.min = 1)),
  'cloud-map-public with a secret': async () =>
    variant(await blueprintOf('cloud-map-public'), (config) => {
      serviceIn(config).secrets = { KEY: 'arn:aws:ssm:us-east-1:000000000000:parameter/key' };
    }),
  'ec2-capacity with a domain': () => blueprintWithDomain('ec2-capacity'),
  'cloud-map-public with a domain': () => blueprintWithDomain('cloud-map-public'),
  'cloud-map-public on Spot': async () =>
    variant(await blueprintOf('cloud-map-public'), (config) => {
      serviceIn(config).capacity = { spot: { base: 0, weight: 1 } };
    }),
  'alb-microservices with SSH': async () =>
    variant(await blueprintOf('alb-microservices'), ({ consumer }) => {
      const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me';
      consumer!.ssh = { publicKey, cidr: '203.0.113.7/32' };
    }),
  'ec2-capacity with all settings of targets': async () =>
    variant(await blueprintOf('ec2-capacity'), (config) => {
      Object.assign(serviceIn(config).target, {
        stickiness: { cookie: 'SESSION', duration: 60 },
        health: { interval: 30, timeout: 5, healthy: 2, unhealthy: 2, port: 8081, protocol: 'https', codes: '200' },
      });
    }),
  'cli-walkthrough with scaling': async () => variant(await blueprintOf('cli-walkthrough'), scale),
  'a role with more permissions than one policy holds': async () =>
    variant(await blueprintOf('cloud-map-public'), (config) => manyPermissions(config)),
  'a job by the clock': async () => timed('demo'),
};
const configs: readonly (readonly [string, () => Promise<Config>])[] = [
  ...blueprints.map(({ name }) => [name, () => blueprintOf(name)] as const),
  ...Object.entries(variants),
];

interface Member {
  readonly step: string;
  readonly resource: Resource;
  readonly member: string;
}
const nameOf = ({ resource, member }: Member) => `${resource.type}.${member}`;

/** The members that are read back: of one resource for each noun, and for each shape that its want has. */
async function membersOf(project: Project, known: Set<string>): Promise<Member[]> {
  const members: Member[] = [];
  for (const [step, { resource, record, seen }] of await readRecorded(rig, project)) {
    if (resource.lookup || seen.is !== 'ready') continue;
    const live = compared(resource, record.want, seen.live);
    const read = Object.keys(live).filter((member) => live[member] !== undefined);
    const shape = `${resource.type} ${JSON.stringify(Object.entries(record.want as object).map(shapeOf))}`;
    if (!known.has(shape)) members.push(...read.map((member) => ({ step, resource, member })));
    known.add(shape);
  }
  return members;
}
const shapeOf = ([name, value]: [string, unknown]) => [
  name,
  value === null || (typeof value === 'object' && Object.keys(value).length === 0),
];

type End = 'healed in place' | 'healed by replacement' | 'refused' | 'has no other valid value';

/** Somebody changes it, through AWS's own API. @returns why nobody can, if so */
async function change(project: Project, it: Member): Promise<string | undefined> {
  const drift = drifts[it.resource.type]?.[it.member];
  if (!drift) throw new Error(`test/e2e/drifts.ts does not say how ${nameOf(it)} is changed`);
  const { id, want } = project.store.records.get(it.step) as StepRecord;
  const ids = (typeof id === 'string' ? { id } : id) as Record<string, string>;
  const done = await drift({ clients: rig.clients, id: ids, want, first: firstOf(project) });
  return typeof done === 'string' ? done : undefined;
}

/** A noun that shows another value of a member that nobody can change, as long as the resource is the same. */
function showing({ resource, member, step }: Member, project: Project): void {
  const { id } = project.store.records.get(step) as StepRecord;
  const instead: Resource = {
    ...resource,
    async read(cloud, of) {
      const seen = await resource.read(cloud, of);
      if (seen.is !== 'ready' || !equalAsJson(of, id)) return seen;
      const live = seen.live as { readonly [member: string]: unknown };
      return { ...seen, live: { ...live, [member]: otherwise(live[member] ?? 'another') } };
    },
  };
  project.instead = (it) => (it.type === resource.type ? instead : it);
}

/** A member by which the resource is found: what has another value is another resource. */
function isOfId({ step, member }: Member, project: Project): boolean {
  const { id, want } = project.store.records.get(step) as StepRecord;
  const [ids, wanted] = [Object(id), Object(want)] as { [member: string]: unknown }[];
  return ids?.[member] !== undefined && ids[member] === wanted?.[member];
}

/** Changes a member, and holds that the change is told, that what is planned is done, and that nothing differs then. */
async function endOf(project: Project, config: Config, it: Member): Promise<End> {
  const isSet = !isFixed(it.resource, it.member);
  if (!isSet && isOfId(it, project)) return 'has no other valid value';
  if (!isSet) showing(it, project);
  else if ((await change(project, it)) !== undefined) return 'has no other valid value';
  const { drift = [] } = (await project.status(config))[it.step] ?? {};
  expect(drift.map(({ member }) => member)).toContain(it.member);

  const { steps, failures } = await comesTrue(rig, project, config);
  project.instead = (resource) => resource;
  expect(await differencesLive(rig, project)).toEqual([]);
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  const { action } = steps.find(({ step }) => step === it.step) ?? {};
  if (failures.length > 0) {
    expect(isSet).toBe(false);
    expect(failures).toMatchObject([
      { code: 'needs-replacement', step: it.step, changed: [it.member], drift: [{ member: it.member }] },
    ]);
    return 'refused';
  }
  expect(action).toBe(isSet ? 'update' : 'replace');
  return isSet ? 'healed in place' : 'healed by replacement';
}

/** A few, from all parts of the list. Row 4 of the cases is always among them. */
const few = (all: readonly Member[]) =>
  all.filter((it, at) => at % 16 === 7 || nameOf(it) === 'ecs-service.capacityProviderStrategy');

/** For the totals of the long suite. */
const known = new Set<string>();
const ends: Record<string, End> = {};

test.each(inFull(configs, configs.slice(0, 1)))(
  '%s: whatever member somebody changes is as wanted after up, or up says that it cannot be changed',
  async (name, make) => {
    await rig.reset();
    await rig.clients.ssm.send(new PutParameterCommand({ Name: 'key', Type: 'SecureString', Value: 'x' }));
    await zoneIn(rig);
    const config = await make();
    const project = new Project(rig, config.name);
    expect((await project.up(config)).failures).toEqual([]);
    const members = await membersOf(project, known);
    for (const it of isFull ? members : few(members)) {
      try {
        ends[`${nameOf(it)} of ${it.step} in ${name}`] = await endOf(project, config, it);
      } catch (error) {
        throw new Error(`${nameOf(it)} of ${it.step}`, { cause: error });
      }
    }
  },
  1_200_000,
);

longTest(
  'a plan has the calls of endpoints whose subnets and groups somebody has exchanged for the same others',
  async () => {
    await rig.reset();
    const config = await blueprintOf('cloud-map-private');
    const project = new Project(rig, config.name);
    expect((await project.up(config)).failures).toEqual([]);
    const records = [...project.store.records.values()].filter(({ type }) => type === 'vpc-endpoint');
    const [one, ...others] = records.filter(
      ({ want }) => (want as unknown as VpcEndpointWant).VpcEndpointType === 'Interface',
    );
    const { id, want } = one as unknown as { id: string; want: VpcEndpointWant };
    const { SubnetIds, SecurityGroupIds } = want;
    const [subnet = '', group = ''] = [Object.keys(SubnetIds)[0], Object.keys(SecurityGroupIds)[0]];
    const change = {
      AddSubnetIds: [await anotherSubnet(rig.clients, subnet)],
      RemoveSubnetIds: [subnet],
      AddSecurityGroupIds: [await anotherGroup(rig.clients, group)],
      RemoveSecurityGroupIds: [group],
    };
    for (const VpcEndpointId of [id, others[0]?.id as string])
      await rig.clients.ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, ...change }));
    const { steps } = await comesTrue(rig, project, config);
    expect(steps.filter(({ action }) => action === 'update')).toHaveLength(2);
    expect(await differencesLive(rig, project)).toEqual([]);
  },
);

longTest('all that is read back has been changed, in all nouns that have settings', () => {
  const count = (end: End) => Object.values(ends).filter((it) => it === end).length;
  const refused = count('refused');
  const healed = { inPlace: count('healed in place'), byReplacement: count('healed by replacement') };
  const without = count('has no other valid value');
  const readBack = Object.keys(ends).length;
  process.stdout.write(`${JSON.stringify({ readBack, drifted: readBack - without, healed, refused, without })}\n`);
  expect(healed.inPlace).toBeGreaterThan(70);
  expect(healed.byReplacement).toBeGreaterThan(10);
  // Each row of the table has been used.
  const rows = Object.entries(drifts).flatMap(([noun, of]) => Object.keys(of).map((member) => `${noun}.${member}`));
  const healedInPlace = new Set(Object.keys(ends).filter((it) => ends[it] === 'healed in place'));
  const unused = rows.filter((row) => ![...healedInPlace].some((it) => it.startsWith(`${row} `)));
  expect(unused).toEqual(['domain-name.SecurityPolicy', 'api-integration.PayloadFormatVersion']);
});
