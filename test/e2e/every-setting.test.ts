import { isDeepStrictEqual } from 'node:util';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { typesOf } from '../../src/config/member-schema.js';
import type { Config } from '../../src/config/schema.js';
import { wantWithPlaceholders } from '../../src/placeholder-want.js';
import { required } from '../../src/step.js';
import { textOf } from '../../src/ui/failure.js';
import { stackOf } from '../../steps/stack/index.js';
import { everyMember } from '../config/members.js';
import { inFull, isFull, longTest } from '../full.js';
import { makeBalancer, makeCluster, makeDomain, makeNetwork } from './landlord.js';
import { parameters, textsOf } from './other-texts.js';
import { filled, otherValues, type OtherValue } from './other-values.js';
import { existingIds } from './existing-ids.js';
import { withRealIds } from './possible-config.js';
import { blueprintOf, Project, variant } from './project.js';
import { openWirelessRig, where, type Rig } from './rig.js';

/**
 * Each member of the config gets another valid value, one at a time. It is changed in place, or replaced by something that is
 * made first, or refused before anything is changed; then the way out that the refusal names is taken. Nothing else happens,
 * and another `up` changes nothing.
 */

let rig: Rig;
beforeAll(() => void (rig = openWirelessRig()));
afterAll(() => rig.close());

const configs: { readonly [name: string]: () => Promise<Config> } = {
  // A load balancer that nobody may delete is in test/e2e/blueprints/target-settings.
  'cloud-map-public with all that a config may have': async () =>
    variant(filled(await blueprintOf('cloud-map-public')), ({ ingress }) => {
      ingress.loadBalancer.deletionProtection = false;
    }),
  ...Object.fromEntries(blueprints.map(({ name }) => [name, () => blueprintOf(name)])),
  'cloud-map-public in a network of somebody else': async () =>
    variant(await blueprintOf('cloud-map-public'), ({ network }) => {
      const [vpc, open, closed] = [existingIds.vpc, existingIds.public.slice(0, 2), existingIds.private.slice(0, 2)];
      network.existing = { vpc, public: open, private: closed };
    }),
};

/** The config with the real ids of what is somebody else's. */
let ids: ReadonlyMap<string, string> = new Map();
const real = (config: Config): Config => JSON.parse(withRealIds(JSON.stringify(config), ids)) as Config;

/** An account in which there is what configs name of others, and the stack. */
async function fresh(config: Config): Promise<Project> {
  await rig.reset();
  // Tasks may become as large, and as many, as a config may say.
  await rig.quotas({ 'fargate-vcpus': 1000, 'fargate-spot-vcpus': 1000 });
  for (const Name of parameters)
    await rig.clients.ssm.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: 'x' }));
  await makeCluster(rig);
  const outside = new Map([...(await makeNetwork(rig)), ...(await makeDomain(rig))]);
  ids = new Map([...outside, ...(await makeBalancer(rig, outside))]);
  const project = new Project(rig, config.name);
  expect((await project.up(real(config))).failures).toEqual([]);
  return project;
}

/** Whether a config asks for anything else: the size of instances counts for nothing where there are none. */
const asksForTheSame = (one: Config, other: Config): boolean => isDeepStrictEqual(wishesOf(one), wishesOf(other));
const wishesOf = (config: Config) => [
  config.tags,
  config.tagCreator,
  stackOf(config, where).steps.map((step) => [step.name, wantWithPlaceholders(step)]),
];

type End = 'counts for nothing here' | 'changed in place' | 'replaced' | 'refused';

/** What has changed, and is made anew, is there before the old one goes; a service of ECS is never made anew. */
function staysInService({ events, store }: Project, before: ReadonlyMap<string, unknown>): End {
  const ended = events.flatMap((it) => (it.type === 'step' && it.state === 'done' ? [it] : []));
  const replaced = ended.filter(({ outcome }) => outcome === 'replaced').map(({ step }) => step);
  for (const name of replaced) {
    const made = events.findIndex((it) => it.type === 'step' && it.step === name && it.state === 'created');
    const gone = events.findIndex(
      (it) => it.type === 'call' && it.step === name && /^(Delete|Revoke)/.test(it.operation),
    );
    // One that was kept is taken again: then none is made, and none goes.
    expect([name, made >= 0 ? gone < 0 || made < gone : gone < 0]).toEqual([name, true]);
  }
  for (const [name, { id, type }] of store.records)
    if (before.has(name) && type === 'ecs-service') expect([name, id]).toEqual([name, before.get(name)]);
  return replaced.length > 0 ? 'replaced' : 'changed in place';
}

const idsIn = ({ store }: Project) => new Map([...store.records].map(([name, { id }]) => [name, structuredClone(id)]));

/** Brings it to another config. It comes there in service, or it is refused before anything is changed. */
async function comesTo(project: Project, config: Config) {
  const before = idsIn(project);
  const { done, mutating } = await rig.during(() => project.up(real(config)));
  if (done.failures.length > 0) {
    expect([done.failures.filter(({ code }) => code !== 'needs-replacement'), mutating]).toEqual([[], []]);
    return { end: 'refused', failures: done.failures } as const;
  }
  const end = staysInService(project, before);
  expect((await rig.during(() => project.up(real(config)))).mutating).toEqual([]);
  return { end, failures: [] } as const;
}

/** Takes the first way out that the refusals name: another name as well, or to take the stack down and bring it up again. */
async function takesTheWayOut(project: Project, config: Config, { failures }: Awaited<ReturnType<typeof comesTo>>) {
  const texts = failures.map((failure) => textOf(failure, { command: 'up' })).join('\n');
  const members = failures.flatMap((it) => (it.code === 'needs-replacement' ? (it.nameFrom ?? []) : []));
  if (members.length === failures.length) {
    for (const member of members) expect(texts).toContain(`give \`${member}\` another value, too`);
    const renamed = structuredClone(config);
    members.forEach((member, i) => setAt(renamed, member.split('.'), `another-way-${i}`));
    expect((await comesTo(project, renamed)).end).toBe('replaced');
    return;
  }
  expect(texts).toContain('`provision down`');
  expect((await project.down()).failures).toEqual([]);
  expect((await project.up(real(config))).failures).toEqual([]);
}

function setAt(holder: object, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) Reflect.set(holder, name, value);
  else setAt(Reflect.get(holder, name) as object, rest, value);
}

/** One that is replaced: other tests change in place, and are refused. */
const few = ['services.x.discovery.name'];
/** A job has the members of a service. */
const isNew = (known: Set<string>, { member, what }: OtherValue) =>
  !member.startsWith('jobs.x.') || !known.has(member.replace('jobs', 'services')) || what.includes('image');

/**
 * The config with all that there may be has each change. Of a blueprint's, the long suite makes every fifth, and those of
 * members that nothing has changed so far: all of them take ten minutes of CPU. PROVISION_TEST_EVERY_SETTING=1 makes them all.
 */
const mayBeLeftOut = (name: string, { member }: OtherValue, at: number): boolean =>
  isFull &&
  process.env['PROVISION_TEST_EVERY_SETTING'] !== '1' &&
  blueprints.some((it) => it.name === name) &&
  at % 5 !== 0 &&
  changedMembers.has(kindOf(member));

/** For the totals of the long suite. */
const ends: { [change: string]: End } = {};
const changedMembers = new Set<string>();

test.each(inFull(Object.keys(configs), ['cloud-map-public']))(
  '%s: whatever member changes is changed in place, replaced, or refused beforehand with a way out',
  async (name) => {
    const config = await required(configs[name], name)();
    const faults: string[] = [];
    let project = await fresh(config);
    const all = otherValues(config, (member) => isFull || few.includes(member));
    const known = new Set(all.map(({ member }) => member));
    for (const [at, it] of all.filter((value) => isNew(known, value)).entries()) {
      if (mayBeLeftOut(name, it, at)) continue;
      const change = `${name}: ${it.what}`;
      for (const member of [it.member, ...it.inside]) changedMembers.add(kindOf(member));
      try {
        if (asksForTheSame(config, it.config)) {
          ends[change] = 'counts for nothing here';
          continue;
        }
        const came = await comesTo(project, it.config);
        ends[change] = came.end;
        if (came.end === 'refused') await takesTheWayOut(project, it.config, came);
        // There and back again, which is another change.
        if ((await comesTo(project, config)).end === 'refused') project = await fresh(config);
      } catch (error) {
        faults.push(`${change}: ${(error as Error).message}`);
        project = await fresh(config);
      }
    }
    expect(faults).toEqual([]);
  },
  2_400_000,
);

/** What has no other value, and why. */
const without: { readonly [member: string]: string } = {
  $schema: 'it is for editors',
  name: 'it would be another stack',
  region: 'it would be another stack',
  state: 'the state would be elsewhere',
  'network.existing.vpc': 'there is one of somebody else',
  'services.x.envFile.0': 'its variables are in environment once it has been read',
  'services.x.build.context': 'it is what `build` says alone',
  'services.x.build.dockerfile': 'it is there or not: test/image',
  'services.x.build.args': 'what is built has a tag of its own: test/image',
  'services.x.build.target': 'it is there or not: test/image',
  'services.x.securityGroups.0': 'it must be in the VPC: test/e2e/existing-groups',
  'services.x.permissions.role': 'it must be there: test/e2e/existing-roles',
  'services.x.executionRole': 'it must be there: test/e2e/existing-roles',
  'services.x.volumes.x.efs.fileSystem': 'it must be there: test/e2e/file-systems',
  'services.x.volumes.x.efs.accessPoint': 'it must be there: test/e2e/file-systems',
  'services.x.volumes.x.efs.rootDirectory': 'it must be there: test/e2e/file-systems',
  'services.x.volumes.x.efs.transitEncryption': 'it must be there: test/e2e/file-systems',
  'services.x.volumes.x.efs.transitEncryptionPort': 'it must be there: test/e2e/file-systems',
  'services.x.volumes.x.efs.iam': 'it must be there: test/e2e/file-systems',
  'services.x.volumes.x.docker.scope': 'a volume is one thing, and it is a path here: test/e2e/volumes',
  'services.x.volumes.x.docker.autoprovision': 'a volume is one thing, and it is a path here: test/e2e/volumes',
  'services.x.volumes.x.docker.driver': 'a volume is one thing, and it is a path here: test/e2e/volumes',
  'services.x.volumes.x.docker.driverOptions': 'a volume is one thing, and it is a path here: test/e2e/volumes',
  'services.x.volumes.x.docker.labels': 'a volume is one thing, and it is a path here: test/e2e/volumes',
  'services.x.volumes.x.host': 'only instances have it: test/e2e/volumes',
  'services.x.mounts.x.volume': 'it is a volume that there is: test/e2e/volumes',
  'services.x.protocol': 'rules lead to tcp alone: test/e2e/blueprints/several-ports',
  'services.x.rules.0.sourceIps': 'an API stands before the rules: test/e2e/blueprints/listener-rules',
  'services.x.logs.driver': 'each driver has its own options: test/e2e/firelens',
  'services.x.firelens.type': 'it needs a log driver that uses it: test/e2e/firelens',
  'services.x.logs.options': 'each driver has its own: test/e2e/firelens',
  'services.x.logs.secretOptions': 'each driver has its own: test/e2e/firelens',
  'services.x.firelens.options.enable-ecs-log-metadata': 'it needs a log driver that uses it: test/e2e/firelens',
  'services.x.firelens.options.config-file-type': 'it needs a log driver that uses it: test/e2e/firelens',
  'services.x.firelens.options.config-file-value': 'it needs a log driver that uses it: test/e2e/firelens',
};

/** Members by what they are for: a job, a sidecar and a port have the same ones as a service. Entries count as their lists. */
const kindOf = (member: string) =>
  member
    .replace(/^jobs/, 'services')
    .replace(/^(services\.x)\.(?:containers|ports)\.x/, '$1')
    .replace(/(?:\.[0x])+$/, '');
const isWithout = (path: readonly (string | number)[]) =>
  [path.join('.'), kindOf(path.join('.')), `${kindOf(path.join('.'))}.0`].some((it) => without[it] !== undefined);
const leaves = everyMember()
  .filter(({ schema: { properties, additionalProperties, items } }) => !properties && !additionalProperties && !items)
  .filter(({ path }) => !isWithout(path));

test('test/e2e/other-texts.ts has values for each member that is a text', () => {
  const texts = leaves.filter(({ schema }) => typesOf(schema)[0] === 'string' && !schema.enum);
  expect(texts.filter(({ path }) => textsOf(path).length === 0).map(({ path }) => path.join('.'))).toEqual([]);
});

longTest('each member has had another value', () => {
  const missing = leaves.map(({ path }) => kindOf(path.join('.'))).filter((it) => !changedMembers.has(it));
  expect([...new Set(missing)]).toEqual([]);
});

longTest('all ends are met', () => {
  const count = (end: End) => Object.values(ends).filter((it) => it === end).length;
  const totals = Object.fromEntries([...new Set(Object.values(ends))].map((end) => [end, count(end)]));
  const refused = Object.keys(ends).filter((it) => ends[it] === 'refused');
  process.stdout.write(`${JSON.stringify({ changes: Object.keys(ends).length, ...totals, refused }, null, 1)}\n`);
  expect(count('changed in place')).toBeGreaterThan(50);
  expect(count('replaced')).toBeGreaterThan(50);
  expect(refused.length).toBeGreaterThan(10);
});
