import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isMutating } from '../../src/is-mutating.js';
import { rehearseDown } from '../../src/rehearsal/recorded-down.js';
import { World } from '../../src/sandbox/world.js';
import { recordedDownScript } from '../../src/script/recorded-down-script.js';
import { downTranscript } from '../../src/script/rehearsal-transcript.js';
import { resourcesByType } from '../../steps/nouns.js';
import { blueprintOf, Project, serviceIn, variant } from '../e2e/project.js';
import { openRig, where, type Rig } from '../e2e/rig.js';
import { shellcheck } from './shell.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
afterAll(() => rig.close());

test('a stack that is recorded is taken down with its real ids, by the calls that down then makes', async () => {
  const config = await blueprintOf('alb-microservices');
  const project = new Project(rig, config.name);
  await project.up(config);
  // A second revision: what is recorded is not what a new stack would have.
  await project.up(variant(config, (it) => void (serviceIn(it, 'book-service').memory = 1024)));
  const { records, id } = project.store;
  const stack = { stack: config.name, id, tags: {}, location: where, resources: resourcesByType };
  const act = await rehearseDown(stack, records, new World(Date.now(), undefined, where.account));
  expect(act.failures).toEqual([]);
  const story = downTranscript(
    { stack: config.name, region: where.region, account: where.account },
    act,
    act.records,
    resourcesByType,
  );
  const script = recordedDownScript(story, '.provision/alb-microservices.json');

  expect((await shellcheck(script)) ?? '').toBe('');
  // Nothing is guarded: what is recorded is there.
  expect(script).not.toMatch(/\bIDS\b|:-\}/);
  for (const step of ['vpc', 'consumer-vpc', 'nat-gateway-a', 'load-balancer', 'bastion-instance'])
    expect(script).toContain(String(project.idOf(step)));
  // AWS deletes it with the load balancer.
  expect(script).not.toContain(String(project.idOf('listener')));

  await project.down();
  const made = project.events.flatMap((it) => (it.type === 'call' && it.mutating && it.outcome.ok ? [it] : []));
  const told = story.entries.flatMap(({ calls }) => calls).filter(({ operation }) => isMutating(operation));
  expect(told.map(asText).toSorted()).toEqual(made.map(asText).toSorted());
});

/** Whatever the order of its members. */
const asText = ({ service, operation, input }: { service: string; operation: string; input: unknown }): string =>
  `${service}:${operation} ${JSON.stringify(Object.entries(input as object).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
