import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Config } from '../../src/config/schema.js';
import { rehearseDown } from '../../src/rehearsal/recorded-down.js';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { World } from '../../src/sandbox/world.js';
import { resourcesByType } from '../../steps/nouns.js';
import { blueprintOf, Project, serviceIn, variant } from '../e2e/project.js';
import { where, type Rig } from '../e2e/rig.js';
import { comesTrue, planFor } from './rehearsal.js';

/** A rig whose faults can be taken back. */
export interface FaultyRig extends Rig {
  clearFaults(): void;
}

const blueprints = ['cloud-map-public', 'cloud-map-private', 'cli-walkthrough', 'alb-microservices', 'ec2-capacity'];

const firstService = (config: Config) => {
  const [name = ''] = Object.keys(config.services);
  return serviceIn(config, name);
};
const absentImage = `${where.account}.dkr.ecr.${where.region}.amazonaws.com/nobody/has-this:1`;
const givesImage = (image: string) => (it: Config) => {
  const { build: _build, repository: _repository, ...rest } = firstService(it);
  const [name = ''] = Object.keys(it.services);
  it.services[name] = { ...rest, image };
};

/** Changes of a config. Not each of them is possible in each blueprint. */
const edits: { readonly [what: string]: (config: Config) => void } = {
  'another image': givesImage('public.ecr.aws/nginx/nginx:1.29'),
  'an image that is not there': givesImage(absentImage),
  'another size': (it) => void Object.assign(firstService(it), { cpu: 512, memory: 1024 }),
  'another number of tasks': (it) => void (firstService(it).count = 3),
  'another port': (it) => void (firstService(it).port = 8081),
  tags: (it) => void (it.tags = { team: 'shop' }),
  'a zone more': (it) => void (it.network.zones = 3),
  'a zone less': (it) => void (it.network.zones = 2),
  'public subnets': (it) => void (it.network.egress = 'public'),
  'a NAT gateway': (it) => void (it.network.egress = 'nat'),
  'a NAT gateway in each zone': (it) => void (it.network.egress = 'nat-per-zone'),
  endpoints: (it) => void (it.network.egress = 'endpoints'),
  'a service more': (it) =>
    void (it.services['more'] = {
      ...structuredClone(firstService(it)),
      ...(it.ingress.type === 'http-api' && it.ingress.via === 'cloud-map' && { routes: ['GET /more'] }),
      ...(firstService(it).rules.length > 0 && { rules: [{ path: '/more*', priority: 77 }] }),
      ...{ repository: undefined, build: undefined, image: 'nginx', logGroup: undefined },
    }),
  'a service less': (it) => void delete it.services[Object.keys(it.services).at(-1) ?? ''],
  'another path': (it) => void (firstService(it).rules = [{ path: '/else*', priority: 9 }]),
  'another route': (it) => void (firstService(it).routes = ['GET /else']),
  'no traffic from outside': (it) => {
    it.ingress = { ...it.ingress, type: 'none' };
    for (const service of Object.values(it.services)) Object.assign(service, { rules: [], routes: [] });
  },
  'another name in discovery': (it) => void (firstService(it).discovery = { type: 'a', ttl: 10, customHealth: false }),
  'another name in Cloud Map': ({ services }) => {
    for (const [name, { discovery }] of Object.entries(services)) if (discovery) discovery.name = `other-${name}`;
  },
  'another target group': ({ services }) => {
    for (const [name, { target }] of Object.entries(services)) target.name = `other-${name.slice(0, 20)}`;
  },
  'no discovery': (it) => void (firstService(it).discovery = undefined),
  'days of logs': (it) => void (firstService(it).logRetentionDays = 7),
  'another log group': (it) => void (firstService(it).logGroup = '/elsewhere/logs'),
  'other instances': (it) => void Object.assign(it.cluster.instances, { type: 'm6i.large', volumeGiB: 60 }),
  'tasks on instances': (it) => void (it.cluster.capacity = 'ec2'),
  'tasks on Fargate': (it) => void (it.cluster.capacity = 'fargate'),
  'no insights': (it) => void (it.cluster.containerInsights = 'disabled'),
  'another namespace': (it) => void (it.namespace = 'elsewhere'),
  'no consumer': (it) => void (it.consumer = undefined),
};

/** A run that changes something, and that one call breaks off. */
interface BrokenOff {
  readonly edits: readonly string[];
  /** Which of the planned calls, as a hundredth of them. */
  readonly at: number;
  readonly how: 'refused' | 'refused for long' | 'answer lost' | 'answers lost' | 'nothing';
}
export interface Story {
  readonly blueprint: string;
  readonly runs: readonly BrokenOff[];
  /** What is wanted in the end: what the blueprint says, or what the last run was about, with or without more. */
  readonly last: { readonly from: 'blueprint' | 'last'; readonly edits: readonly string[] };
}

const someEdits = (limits: object) => fc.uniqueArray(fc.constantFrom(...Object.keys(edits)), limits);
export const anyStory: fc.Arbitrary<Story> = fc.record({
  blueprint: fc.constantFrom(...blueprints),
  runs: fc.array(
    fc.record({
      edits: someEdits({ minLength: 1, maxLength: 3 }),
      at: fc.noBias(fc.integer({ min: 0, max: 99 })),
      how: fc.constantFrom<BrokenOff['how'][]>('refused', 'refused for long', 'answer lost', 'answers lost', 'nothing'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  last: fc.record({ from: fc.constantFrom('blueprint', 'last'), edits: someEdits({ maxLength: 2 }) }),
});

/** The config with those of the changes that are possible in it. */
function edited(config: Config, names: readonly string[]): Config {
  let now = config;
  for (const name of names) {
    try {
      now = variant(now, edits[name] ?? (() => {}));
    } catch {
      // It is not possible here.
    }
  }
  return now;
}

const faultFor = (operation: string, how: BrokenOff['how']): FaultInput[] => {
  const times = how === 'refused for long' || how === 'answers lost' ? 99 : 1;
  if (how === 'nothing') return [];
  if (how.startsWith('answer')) return [{ operation, after: true, times }];
  return [{ operation, error: 'InvalidParameterException', times }];
};

/** Lives through a story: after each run what is planned is what is then done, and a script of the deletion can be written. */
export async function endsAsPlanned(rig: FaultyRig, story: Story): Promise<void> {
  await rig.reset();
  rig.clearFaults();
  const first = await blueprintOf(story.blueprint);
  const project = new Project(rig, first.name);
  await project.up(first);
  let now = first;
  for (const { edits: names, at, how } of story.runs) {
    now = edited(now, names);
    const calls = (await planFor(rig, project, now)).steps.flatMap((it) => it.calls);
    const call = calls[Math.floor((at / 100) * calls.length)];
    if (call) await rig.faults(faultFor(call.operation, how));
    await project.up(now);
    rig.clearFaults();
  }
  await canBeScripted(project, now);
  await comesTrue(rig, project, edited(story.last.from === 'last' ? now : first, story.last.edits));
}

async function canBeScripted({ store }: Project, { name: stack }: Config): Promise<void> {
  const it = { stack, id: store.id, tags: {}, location: where, resources: resourcesByType };
  const { failures } = await rehearseDown(
    it,
    structuredClone(store.records),
    new World(Date.now(), undefined, where.account),
  );
  expect(failures).toEqual([]);
}
