import { CreateServiceCommand } from '@aws-sdk/client-servicediscovery';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import type { Failure } from '../../src/failure.js';
import { required } from '../../src/step.js';
import { textOf } from '../../src/ui/failure.js';
import { resources } from '../../steps/nouns.js';
import { planFor } from '../rehearsal/rehearsal.js';
import { zoneIn } from './domain-bed.js';
import { makeNetwork } from './landlord.js';
import { manyPermissions } from './many-permissions.js';
import { put } from './mistake.js';
import { existingIds } from './existing-ids.js';
import { Project, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/** A stack with each noun whose name must be unique, in a network of somebody else, where names are taken as well. */
const text = (ids: ReadonlyMap<string, string>) => `
name: shop
network:
  egress: nat
  existing:
    vpc: ${ids.get(existingIds.vpc)}
    public: [${existingIds.public.map((id) => ids.get(id)).join(', ')}]
    private: [${existingIds.private.map((id) => ids.get(id)).join(', ')}]
namespace: shop.internal
cluster: {capacity: ec2, instances: {type: c5.xlarge, min: 0, max: 20}}
services:
  web: {repository: shop/web, build: examples/book, port: 80, rules: [{path: $default}], discovery: {type: srv}}
jobs: {report: {image: nginx, schedule: rate(1 day)}}
ingress: {type: http-api, via: alb, domain: {name: api.example.com, zone: example.com}}
consumer:
  cidr: 10.9.0.0/16
  instanceType: t3.nano
  ssh: {publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f me', cidr: 203.0.113.7/32}
`;

/**
 * The nouns whose name somebody else may have. Services of Cloud Map are in a namespace that the stack has made, scalable
 * targets bear the name of a service that it has made, and services of ECS are in its own cluster, as a rule:
 * `existing-cluster.test.ts` has them in another.
 */
const inside = ['cloud-map-service', 'scalable-target', 'ecs-service'];
const unique = resources.filter(({ nameMember, type }) => nameMember !== undefined && !inside.includes(type));

let rig: Rig;
let config: Config;
let others: Project;
beforeAll(async () => {
  rig = await openRig();
  await zoneIn(rig);
  config = loadConfig('provision.yaml', text(await makeNetwork(rig)));
  manyPermissions(config);
  others = new Project(rig, 'blog', config.name);
  expect((await others.up(config)).failures).toEqual([]);
});
afterAll(() => rig.close());

type Taken = Extract<Failure, { code: 'name-taken' }>;

/** What plan and up say alike of names that are taken, without a change. */
async function refused(wanted: Config): Promise<readonly Taken[]> {
  const project = new Project(rig, wanted.name);
  const { done, mutating } = await rig.during(async () => {
    const { failures } = await planFor(rig, project, wanted);
    expect((await project.up(wanted)).failures).toEqual(failures);
    return failures;
  });
  expect(mutating).toEqual([]);
  expect(project.store.records.size).toBe(0);
  expect(done.filter(({ code }) => code !== 'name-taken')).toEqual([]);
  return done as readonly Taken[];
}

test('each name that must be unique is looked for before the first change, by plan and up alike', async () => {
  const taken = await refused(config);
  expect([...new Set(taken.map(({ resource }) => resource))].sort()).toEqual(unique.map(({ type }) => type).sort());
  // A record has no tags, so nobody knows whose it is.
  const owned = taken.filter(({ resource }) => resource !== 'record-set');
  expect(new Set(owned.map(({ owner }) => owner))).toEqual(new Set(['blog']));
});

test('a member of the config that the refusal names gives it another name, and --name gives one to the rest', async () => {
  const taken = await refused(config);
  const all = structuredClone(config);
  for (const it of taken) {
    const words = textOf(it, { command: 'up' });
    expect(words).toContain(it.member === undefined ? '`--name`' : `\`${it.member}\``);
    if (it.member === undefined) continue;
    const { member } = it;
    const other = member === 'ingress.domain' ? { name: 'other.example.com', zone: 'example.com' } : `other-${it.step}`;
    put(all, member.split('.'), other);
    const one = variant(config, (changed) => put(changed, member.split('.'), other));
    expect((await refused(one)).map(({ step }) => step)).toEqual(
      taken.flatMap((left) => (left.member === member ? [] : [left.step])),
    );
  }
  const elsewhere = { ...variant(all, () => {}), name: 'second' };
  const project = new Project(rig, elsewhere.name);
  expect((await project.up(elsewhere)).failures).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
});

test('a service of Cloud Map that somebody has put into the namespace is in the way of one that gets its name', async () => {
  const NamespaceId = (others.idOf('namespace') as { namespaceId: string }).namespaceId;
  const DnsConfig = { DnsRecords: [{ Type: 'SRV' as const, TTL: 60 }] };
  await rig.clients.servicediscovery.send(new CreateServiceCommand({ Name: 'taken', NamespaceId, DnsConfig }));
  const renamed = variant(
    config,
    ({ services }) => void (required(services['web']?.discovery, 'discovery').name = 'taken'),
  );
  const { done, mutating } = await rig.during(() => others.up(renamed));
  expect(mutating).toEqual([]);
  expect(done.failures).toMatchObject([{ code: 'name-taken', member: 'services.web.discovery.name' }]);
});

test('what bears no tags of any stack is in the way as well', async () => {
  const cloud = rig.openCloud(() => {});
  for (const [step, { type, id, tags }] of others.store.records) {
    const noun = unique.find((it) => it.type === type);
    await cloud.withCloud(step, { token: '', tags: {} }, async (it) => noun?.retag?.(it, id, {}, Object.keys(tags)));
  }
  const taken = await refused(config);
  expect([...new Set(taken.map(({ resource }) => resource))].sort()).toEqual(unique.map(({ type }) => type).sort());
  expect(
    taken.filter(({ owner, resource }) => owner !== undefined && unique.find((it) => it.type === resource)?.retag),
  ).toEqual([]);
});
