import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readInside } from '../../src/commands/trace/read-recorded.js';
import { readSenders } from '../../src/commands/trace/senders.js';
import type { Way } from '../../src/hops.js';
import type { Sender } from '../../src/path/end.js';
import type { Facts } from '../../src/path/facts.js';
import { followFrom } from '../../src/path/inside.js';
import type { Cloud } from '../../src/step.js';
import { blueprintOf, Project } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';
import { entriesIn, hopsOf, isOnTheWay, without } from './removal.js';

/** Requests that a task makes: to another one by its private name, and to the stack's own load balancer, out and in again. */

let rig: Rig;
let facts: Facts;
const senders = new Map<string, readonly Sender[]>();
beforeAll(async () => {
  rig = await openRig();
  const project = new Project(rig, 'cli-walkthrough');
  expect((await project.up(await blueprintOf('cli-walkthrough'))).failures).toEqual([]);
  const cloud = { ...rig.clients, token: '', tags: {} } as unknown as Cloud;
  const { records } = project.store;
  facts = await readInside(cloud, records);
  for (const name of ['hostname-app', 'static-app'])
    senders.set(name, (await readSenders(cloud, records, name, facts)).tasks);
});
afterAll(() => rig.close());

const asked = (from: string, url: string, known = facts): Way =>
  followFrom({ method: 'GET', url: new URL(url) }, known, senders.get(from) ?? []);

test.each([
  ['by a private name', 'hostname-app', () => 'http://random-quote.local:8080/', 4],
  ['out and in again', 'static-app', () => `http://${facts.loadBalancers[0]?.DNSName}/`, 8],
])('%s: what is gone is named, and what is not on the way changes nothing', (_, from, url, least) => {
  const intact = asked(from, url());
  expect(intact.ending).toMatchObject({ is: 'answered', by: 'task' });
  let dropped = 0;
  for (const entry of entriesIn(facts)) {
    const { ending } = asked(from, url(), without(facts, entry));
    if (ending.is === 'dropped') {
      dropped++;
      // Without its record, or its VPC, a private name is none.
      const named = entry.some((it) => ['VpcIds', 'cloudMapServices'].includes(String(it))) ? /./ : hopsOf(entry);
      expect([entry.join('.'), ending.at]).toEqual([entry.join('.'), expect.stringMatching(named)]);
    } else if (!isOnTheWay(entry, intact)) expect(ending).toMatchObject({ is: 'answered', by: 'task' });
  }
  expect(dropped).toBeGreaterThan(least);
});

test('what the group of a task does not let in is dropped there', () => {
  expect(asked('static-app', 'http://random-quote.local:8080/').ending).toMatchObject({
    ...{ is: 'dropped', at: 'security-group', seen: 'timeout' },
    why: expect.stringMatching(/^no rule lets 10\.0\.\d+\.0\/24 in to the task at/),
  });
});

test('a port at which nothing listens refuses, once a rule lets it through', () => {
  const { ending } = asked('hostname-app', 'http://random-quote.local:8081/');
  expect(ending).toMatchObject({ is: 'dropped', at: 'security-group' });
  const open = {
    ...facts,
    securityGroups: facts.securityGroups.map((it) => ({ ...it, rules: it.rules.map(widened) })),
  };
  expect(asked('hostname-app', 'http://random-quote.local:8081/', open).ending).toMatchObject({
    ...{ is: 'dropped', at: 'container', seen: 'refused' },
  });
});
const widened = (rule: Facts['securityGroups'][number]['rules'][number]) => ({ ...rule, FromPort: 0, ToPort: 65_535 });

test('a name that nobody has is told with those that there are', () => {
  expect(asked('hostname-app', 'http://quotes.local/').ending).toMatchObject({
    ...{ is: 'dropped', at: 'name', seen: 'no-such-host', repair: expect.stringContaining('random-quote.local') },
  });
});
