import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readRecorded } from '../../src/commands/trace/read-recorded.js';
import { blueprints } from '../../src/config/blueprints.js';
import type { Facts } from '../../src/path/facts.js';
import { follow } from '../../src/path/follow.js';
import type { Way } from '../../src/hops.js';
import type { Cloud } from '../../src/step.js';
import { blueprintOf, Project } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';
import { entriesIn, hopsOf, isOnTheWay, isOrOf, without } from './removal.js';

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
);
