import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readRecorded } from '../../src/commands/trace/read-recorded.js';
import { blueprints } from '../../src/config/blueprints.js';
import type { Facts } from '../../src/path/facts.js';
import { follow } from '../../src/path/follow.js';
import type { Way } from '../../src/hops.js';
import type { Cloud } from '../../src/step.js';
import { blueprintOf, Project } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';

/** All that a request to a blueprint's stack may meet is taken away in turn, in what AWS tells of it. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

const paths: { readonly [blueprint: string]: string } = { 'alb-microservices': '/api/books' };

async function factsOf(name: string): Promise<Facts> {
  await rig.reset();
  const project = new Project(rig, name);
  expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
  return readRecorded({ ...rig.clients, token: '', tags: {} } as unknown as Cloud, project.store.records);
}

function urlOf({ apis: [api], loadBalancers: [balancer] }: Facts, path: string): URL {
  return new URL(path, api?.ApiEndpoint ?? `http://${balancer?.DNSName}`);
}
const wayIn = (facts: Facts, url: URL): Way => follow({ method: 'GET', url }, facts);

type Path = readonly (string | number)[];
/** Each entry of each list in there. */
function entriesIn(value: unknown, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((it, i) => [[...at, i], ...entriesIn(it, [...at, i])]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => entriesIn(it, [...at, name]));
}
function without(facts: Facts, path: Path): Facts {
  const copy = structuredClone(facts);
  const list = path.slice(0, -1).reduce<unknown>((it, key) => (it as Record<string | number, unknown>)[key], copy);
  (list as unknown[]).splice(Number(path.at(-1)), 1);
  return copy;
}
const at = (facts: Facts, path: Path): unknown =>
  path.reduce<unknown>((it, key) => (it as Record<string | number, unknown>)[key], facts);

/** Whether the way has passed it: by its id, or by the rule of its that let the request pass. */
const isOnTheWay = (entry: unknown, { hops }: Way): boolean => {
  const texts = typeof entry === 'object' ? Object.values(entry ?? {}) : [entry];
  return hops.some(({ id, rule }) => texts.includes(id) || (rule !== undefined && texts.includes(rule)));
};

/** Where it is taken from what a rule of a listener says, that rule. */
const isOrOf = (facts: Facts, entry: Path): unknown => {
  const inside = entry.indexOf('Conditions');
  return at(facts, inside < 0 ? entry : entry.slice(0, inside));
};

/** By the list that it is taken from: the hops at which a request may end where an entry of it is gone. */
const namedAt: { readonly [list: string]: RegExp } = {
  apis: /^name$/,
  stages: /^stage$/,
  routes: /^route$/,
  integrations: /^integration$/,
  vpcLinks: /^vpc-link$/,
  SubnetIds: /^(security-group|route-table|network-acl)$/,
  cloudMapServices: /^cloud-map-service$/,
  instances: /^cloud-map-service$/,
  loadBalancers: /^(name|listener)$/,
  listeners: /^listener$/,
  Actions: /^target-group$/,
  TargetGroupArns: /^target-group$/,
  targetGroups: /^target-group$/,
  targets: /^target-group$/,
  networkInterfaces: /^network-interface$/,
  securityGroups: /^security-group$/,
  Groups: /^security-group$/,
  rules: /^(security-group|listener-rule)$/,
  networkAcls: /^network-acl$/,
  Entries: /^network-acl$/,
  routeTables: /^route-table$/,
  Routes: /^route-table$/,
  containers: /^container$/,
  ports: /^container$/,
};
const hopsOf = (entry: Path): RegExp => namedAt[String(entry.findLast((it) => typeof it === 'string'))] ?? /^$/;

test.each(blueprints.map(({ name }) => name))(
  '%s: what is not on the way changes nothing, and what is gone is named',
  async (name) => {
    const facts = await factsOf(name);
    const url = urlOf(facts, paths[name] ?? '/');
    const intact = wayIn(facts, url);
    expect(intact.ending).toMatchObject({ is: 'answered', by: 'task' });
    const totals = { removed: 0, dropped: 0 };
    for (const entry of entriesIn(facts)) {
      const { ending } = wayIn(without(facts, entry), url);
      totals.removed++;
      if (ending.is === 'dropped') {
        totals.dropped++;
        expect([entry.join('.'), ending.at]).toEqual([entry.join('.'), expect.stringMatching(hopsOf(entry))]);
        expect([ending.why, ending.repair]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
        continue;
      }
      // Another task of the service may take it.
      const { is, why } = intact.ending;
      if (!isOnTheWay(isOrOf(facts, entry), intact))
        expect([entry, ending]).toMatchObject([entry, { is, by: 'task', why }]);
    }
    expect(totals.dropped).toBeGreaterThan(8);
  },
  60_000,
);
