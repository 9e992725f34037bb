import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import type { Config } from '../../src/config/schema.js';
import type { Endpoint } from '../../src/sandbox/endpoint.js';
import { inFull } from '../full.js';
import { census } from './census.js';
import { blueprintOf, Project, serviceIn, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

/** Changes that call whatever can change a thing in place, or take a part of it away. Not each blueprint has each. */
const first = (config: Config) => serviceIn(config, Object.keys(config.services)[0]);
const changes: { readonly [what: string]: (config: Config) => void } = {
  'another image': (it) => void Object.assign(first(it), { image: 'nginx:1.27', build: undefined }),
  'another count': (it) => void (first(it).count = 3),
  'another size': (it) => void Object.assign(first(it), { cpu: 512, memory: 1024 }),
  'other tags': (it) => void (it.tags = { team: 'shop', cost: '7' }),
  'another port': (it) => void (first(it).port = 8081),
  'logs that are kept longer': (it) => void (first(it).logRetentionDays = 90),
  'another discovery': (it) => void Object.assign(first(it).discovery ?? {}, { ttl: 90 }),
  'no insights': (it) => void (it.cluster.containerInsights = 'disabled'),
  'another health check': (it) => void Object.assign(first(it).target.health ?? {}, { path: '/other', interval: 17 }),
  'other rules': (it) => void (first(it).rules = [{ path: '/other*', priority: 7 }]),
  'other routes': (it) => void (it.ingress.routes = ['GET /other', '$default']),
  'connections that stay open longer': (it) => void (it.ingress.loadBalancer.idleTimeout = 120),
  'one NAT gateway': (it) => void (it.network.egress = 'nat'),
  'public subnets': (it) => void (it.network.egress = 'public'),
  'more instances': (it) => void Object.assign(it.cluster.instances ?? {}, { min: 2, max: 4 }),
  'other instances': (it) => void Object.assign(it.cluster.instances ?? {}, { type: 't3.large' }),
  'one service less': (it) => void delete it.services[Object.keys(it.services).at(-1) ?? ''],
  'no consumer': (it) => void delete it.consumer,
};

/** The SDK fills it in where a step does not, another one for each repetition. */
const token = /(ClientToken|ClientRequestToken|CreatorRequestId)(=|":")[\w-]+/gi;

/** Executes each change that it is asked for, and loses its answer the first time. @returns what it lost */
function losing(lost: string[]): (endpoint: Endpoint) => void {
  const seen = new Set<string>();
  return (endpoint) => {
    const handle = endpoint.handle.bind(endpoint);
    endpoint.handle = async (request) => {
      const target = request.headers['x-amz-target'] ?? '';
      const body = request.body.toString().replace(token, '');
      const key = createHash('sha256').update(`${request.method} ${request.path} ${target}\n${body}`).digest('hex');
      const response = await handle(request);
      const call = endpoint.calls.all().at(-1);
      if (!call?.mutating || call.error !== null || isOfBuilder(call.operation) || seen.has(key)) return response;
      seen.add(key);
      lost.push(`${call.service}:${call.operation}`);
      return undefined;
    };
  };
}

/** A builder pushes images; the sandbox's stand-in does so in one create. */
const isOfBuilder = (operation: string): boolean => /Layer|PutImage$/.test(operation);

const rigs: Rig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
async function stackIn(rig: Rig, config: Config) {
  rigs.push(rig);
  const project = new Project(rig, config.name);
  return {
    up: async (wanted: Config) => (await project.up(wanted)).failures,
    down: async () => (await project.down()).failures,
    census: () => census(rig),
  };
}

const blueprintNames = blueprints.map(({ name }) => name);
const allChanges = Object.keys(changes);
/** In short, two blueprints, which have most of what AWS refuses the second time. */
const some: { readonly [blueprint: string]: readonly string[] } = {
  'ec2-capacity': ['other instances'],
  'cloud-map-private': ['public subnets'],
};

/**
 * A call that was executed is sent again by the SDK, which knows only that there was no answer. So each of them must be
 * repeatable, or be looked for before.
 */
describe.each(inFull(blueprintNames, Object.keys(some)))('%s', (blueprint) => {
  test('each answer to a change is lost once: up, changes and down come to the same end', async () => {
    const config = await blueprintOf(blueprint);
    const lost: string[] = [];
    const whole = await stackIn(await openRig(), config);
    const lossy = await stackIn(await openRig('instant', losing(lost)), config);
    const goTo = async (what: string, wanted: Config) => {
      const expected = { what, failures: await whole.up(wanted), census: await whole.census() };
      const before = lost.length;
      const came = { what, failures: await lossy.up(wanted), census: await lossy.census() };
      expect(came).toEqual(expected);
      return lost.length - before;
    };
    expect(await goTo('up', config)).toBeGreaterThan(20);
    for (const what of inFull(allChanges, some[blueprint] ?? [])) {
      const changed = tried(config, changes[what]);
      if (!changed) continue;
      await goTo(what, changed);
      await goTo(`${what}, and back`, config);
    }
    expect(await lossy.down()).toEqual([]);
    await whole.down();
    expect(await lossy.census()).toEqual(await whole.census());
  });
});

/** The config with a change; undefined where it cannot have it. */
function tried(config: Config, change: ((config: Config) => void) | undefined): Config | undefined {
  try {
    const changed = variant(config, change ?? (() => {}));
    return JSON.stringify(changed) === JSON.stringify(config) ? undefined : changed;
  } catch {
    return undefined;
  }
}
