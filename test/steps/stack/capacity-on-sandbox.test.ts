import { DescribeAutoScalingGroupsCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { expect, test } from '@jest/globals';
import { changedMembers, differencesOf, tagChanges } from '../../../src/runner/compare.js';
import type { Step } from '../../../src/step.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { capacity, instanceParts } from '../../../steps/stack/capacity.js';
import { cluster } from '../../../steps/ecs/cluster/resource.js';
import { consumer } from '../../../steps/stack/consumer.js';
import { privateSubnet } from '../../../steps/ec2/subnet/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { wantOf } from '../samples.js';
import { asked, ended, sandbox, waited, where, type Sandbox } from '../sandbox.js';

/** Both compositions on the embedded AWS, through the real SDK: built, looked at, taken down. */

interface Built {
  readonly step: Step;
  readonly id: unknown;
  readonly out: unknown;
}

/** Asks until what is asked about has become visible, as the runner does. */
async function created(it: Sandbox, step: Step, want: unknown): Promise<unknown> {
  for (let asks = 0; asks < 60; asks++) {
    const id = await ended('create', step.resource.create(it.cloudFor(step), want));
    if (id !== 'not-yet') return id;
    it.pass(1);
  }
  throw new Error(`${step.name} could not be created`);
}

async function build(it: Sandbox, step: Step, outs: ReadonlyMap<Step, unknown>): Promise<Built> {
  const { resource } = step;
  const cloud = it.cloudFor(step);
  const want = wantOf(step, (need) => outs.get(need));
  const first = await created(it, step, want);
  if (resource.later) await resource.update?.(cloud, first, want, resource.later);
  const { id } = await waited(it, step, first, 'ready');
  // Making it what it is already changes nothing.
  const changeable = Object.keys(Object(want)).filter((member) => !resource.fixed?.includes(member));
  await resource.update?.(cloud, id, want, changeable);
  const { seen } = await waited(it, step, id, 'ready');
  if (seen.is !== 'ready') throw new Error('not reached');
  expect(changedMembers(step.resource, want, { want: want, shown: {} }, seen.live)).toEqual([]);
  expect(differencesOf(step.resource, want, seen.live)).toEqual([]);
  expect(tagChanges(cloud.tags, cloud.tags, seen.tags)).toBeUndefined();
  if (!resource.lookup) expect(await resource.find(cloud, want)).toMatchObject([{ id }]);
  return { step, id, out: seen.out };
}

async function buildAll(it: Sandbox, steps: readonly Step[]): Promise<Built[]> {
  const outs = new Map<Step, unknown>();
  const built: Built[] = [];
  for (const step of steps) {
    const one = await build(it, step, outs);
    outs.set(step, one.out);
    built.push(one);
  }
  return built;
}

async function tearDown(it: Sandbox, { step, id }: Built): Promise<void> {
  if (step.resource.lookup) return;
  await waited(it, step, await asked(it, step, id), 'absent');
  const again = await ended('delete', step.resource.delete(it.cloudFor(step), id));
  expect(['gone', undefined]).toContain(typeof again === 'object' ? undefined : again);
}

test('the consumer is built on the sandbox, with a bastion that has an address, and taken down again', async () => {
  const it = sandbox();
  const publicKey = `ssh-ed25519 ${keyBlob()} me@home`;
  const ssh = { publicKey, cidr: '203.0.113.7/32' };
  const { steps, bastion } = consumer({ name: 'demo', ...where, cidr: '10.1.0.0/16', instanceType: 't3.nano', ssh });
  const built = await buildAll(it, steps);
  const { publicIp } = Object(built.find(({ step }) => step === bastion)?.out);
  expect(publicIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  for (const one of built.toReversed()) await tearDown(it, one);
  expect(it.calls.all().filter(({ status }) => status === 501)).toEqual([]);
});

test('instances are built on the sandbox, and go although they are protected', async () => {
  const it = sandbox();
  const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
  const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
  const place = { vpc: theVpc, zones };
  const subnets = [0, 1].map((index) => privateSubnet(`subnet-${index}`, place, { cidr: '10.0.0.0/16', index }));
  const theCluster = cluster('cluster', { clusterName: 'demo', containerInsights: 'enabled' });
  const machine = { instanceType: 'c5.xlarge', volumeGiB: 50 };
  const kind = instanceParts({ vpc: theVpc, cluster: theCluster }, { name: 'demo', ...where, ...machine });
  const parts = { subnets, routes: [], cluster: theCluster };
  const { steps, provider } = capacity(kind, parts, { name: 'demo', min: 0, max: 10 });
  const built = await buildAll(it, [zones, theVpc, ...subnets, theCluster, ...kind.steps, ...steps]);
  expect(built.find(({ step }) => step === provider)?.out).toEqual({ capacityProviderName: 'demo' });

  const { autoscaling } = it.cloudFor(provider);
  const AutoScalingGroupName = 'demo-instances';
  await autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
  it.pass(120);
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(group?.Instances?.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toEqual([true, true]);

  // The group goes beside its provider, once the association is gone.
  const order = ['cluster-capacity-providers', 'auto-scaling-group', 'capacity-provider'];
  const named = (name: string) => built.filter(({ step }) => step.name === name);
  const rest = built.toReversed().filter(({ step }) => !order.includes(step.name));
  for (const one of [...order.flatMap(named), ...rest]) await tearDown(it, one);
  expect(it.calls.all().filter(({ status }) => status === 501)).toEqual([]);
});

/** A key as OpenSSH writes it: each field has its length before it. */
function keyBlob(): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.alloc(32, 7))]).toString('base64');
}
