import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFacts } from '../../src/commands/trace/read-facts.js';
import { blueprints } from '../../src/config/blueprints.js';
import type { Facts } from '../../src/path/facts.js';
import { follow } from '../../src/path/follow.js';
import type { Way } from '../../src/path/hops.js';
import type { Cloud } from '../../src/step.js';
import { blueprintOf, Project } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';

/** All that a request to a blueprint's stack may meet is taken away in turn, in what AWS tells of it. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

const paths: { readonly [blueprint: string]: string } = { 'alb-microservices': '/users' };

async function factsOf(name: string): Promise<Facts> {
  await rig.reset();
  const project = new Project(rig, name);
  expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
  return readFacts({ ...rig.clients, token: '', tags: {} } as unknown as Cloud, project.store.records);
}

function wayIn(facts: Facts, path: string): Way {
  const [api] = facts.apis;
  const base = api?.ApiEndpoint ?? `http://${facts.loadBalancers[0]?.DNSName}`;
  return follow({ method: 'GET', url: new URL(path, base) }, facts);
}

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

test.each(blueprints.map(({ name }) => name))(
  '%s: what is not on the way changes nothing, and what is gone is named',
  async (name) => {
    const facts = await factsOf(name);
    const path = paths[name] ?? '/';
    const intact = wayIn(facts, path);
    expect(intact.ending).toMatchObject({ is: 'answered', by: 'task' });
    const totals = { removed: 0, dropped: 0 };
    for (const entry of entriesIn(facts)) {
      const { ending } = wayIn(without(facts, entry), path);
      totals.removed++;
      if (ending.is === 'dropped') {
        totals.dropped++;
        expect([entry.join('.'), ending.why, ending.repair]).toEqual([
          entry.join('.'),
          expect.stringMatching(/./),
          expect.stringMatching(/./),
        ]);
        continue;
      }
      if (!isOnTheWay(at(facts, entry), intact)) expect([entry, ending]).toEqual([entry, intact.ending]);
    }
    console.log(name, totals);
    expect(totals.dropped).toBeGreaterThan(8);
  },
  60_000,
);
