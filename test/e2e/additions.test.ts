import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { resources, resourcesByType } from '../../steps/nouns.js';
import { inFull } from '../full.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { added } from './additions.js';
import { zoneIn } from './domain-bed.js';
import { firstOf } from './live.js';
import { blueprintOf, Project, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

test('there is an addition for each noun to which something can be added, and for each that opens something', () => {
  const those = (is: (it: (typeof resources)[number]) => unknown) =>
    resources
      .filter(is)
      .map(({ type }) => type)
      .toSorted();
  const rows = Object.values(added);
  expect([...new Set(rows.map(({ to }) => to))].toSorted()).toEqual(those(({ additions }) => additions));
  const opening = rows.filter(({ noun }) => resourcesByType.get(noun)?.opens !== undefined);
  expect([...new Set(opening.map(({ noun }) => noun))].toSorted()).toEqual(those(({ opens }) => opens));
});

const rows = Object.entries(added);
const few = rows.filter((_, at) => at % 5 === 0);

test.each(inFull(rows, few))(
  '%s, added by somebody, is told by status and plan; up takes it away where it opens something, and leaves it else',
  async (_, { to, noun, blueprint, change = () => {}, make }) => {
    const project = new Project(rig, blueprint);
    const config = variant(await blueprintOf(blueprint), change);
    if (config.ingress.domain) await zoneIn(rig);
    expect((await project.up(config)).failures).toEqual([]);
    const found = async () =>
      Object.values(await project.status(config)).filter((row) => row.added ?? row.state !== 'ok');
    expect(await found()).toEqual([]);

    await make(rig.clients, firstOf(project));
    const opens = resourcesByType.get(noun)?.opens;
    const row = { type: to, state: opens === undefined ? 'ok' : 'opened', added: [{ type: noun }] };
    const told = await found();
    expect(told).toMatchObject([row]);
    expect(told[0]?.added?.[0]?.opens).toBe(opens);

    const plan = await comesTrue(rig, project, config);
    const planned = plan.steps.filter((it) => it.added);
    expect(planned).toMatchObject([{ action: opens === undefined ? 'unchanged' : 'update', added: told[0]?.added }]);
    const said = project.events.flatMap((it) => (it.type === 'wait' && it.lasting ? [it.why] : []));
    expect(said.filter((why) => opens !== undefined && why.endsWith(opens))).toHaveLength(opens === undefined ? 0 : 1);
    expect(await found()).toEqual(opens === undefined ? told : []);
    expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  },
);
