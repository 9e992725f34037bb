import { expect, test } from '@jest/globals';
import type { Tags } from '../../src/step.js';
import { awsError, ToyWorld, type Toy } from './toys.js';

/** A house, and the shadow that AWS makes for it: nobody has asked for that, and it does not go with the house. */
async function sunnyDay() {
  const world = new ToyWorld();
  const house = world.noun('house', {
    leavesBehind: () => ({ type: 'shadow', id: 'shadow', by: 'Sun', lateSeconds: 90 }),
  });
  const shadow = world.noun('shadow');
  const steps = [world.step('house', house, {})];
  await world.up(steps);
  const shine = (tags: Tags = {}): Toy => {
    const toy: Toy = { id: 'shadow', step: '', looks: 0, state: 'ready', want: { size: 1 }, tags: { ...tags } };
    world.toys.set('shadow', toy);
    return toy;
  };
  world.revive();
  return { world, steps, shine, shadow };
}

const said = ({ events }: ToyWorld) =>
  events.flatMap((it) => (it.type === 'wait' && it.lasting ? [`${it.step}: ${it.why}`] : []));

test('what AWS has made goes after the resource, which an event says', async () => {
  const { world, shine } = await sunnyDay();
  shine();
  expect(await world.down()).toMatchObject({ deleted: 1, failures: [] });
  expect([...world.toys]).toEqual([]);
  expect(said(world)).toEqual(['house: Sun has made the shadow shadow, which is deleted, too']);
});

test('AWS may make it once more when the resource is gone, so that it is looked for a while later', async () => {
  const { world, shine } = await sunnyDay();
  world.clock.sleep = async (ms) => {
    if (ms === 90_000) shine();
  };
  expect(await world.down()).toMatchObject({ failures: [] });
  expect([...world.toys]).toEqual([]);
});

test('nothing is said and deleted where AWS has made nothing', async () => {
  const { world } = await sunnyDay();
  expect(await world.down()).toMatchObject({ deleted: 1, failures: [] });
  expect([said(world), world.count('delete')]).toEqual([[], 1]);
});

test.each<[string, boolean, Tags]>([
  ['that somebody has put on it keep it', true, { team: 'shop' }],
  ['of AWS do not keep it', false, { 'aws:cloudformation:stack-name': 'shop' }],
])('tags %s', async (_, stays, tags) => {
  const { world, shine } = await sunnyDay();
  shine(tags);
  expect(await world.down()).toMatchObject({ failures: [] });
  expect(world.toys.has('shadow')).toBe(stays);
  if (stays) expect(said(world)).toEqual(['house: the shadow shadow stays: it is not the work of Sun for this stack']);
});

test('what a step of the stack has is left to that step', async () => {
  const { world, steps, shadow } = await sunnyDay();
  const own = world.step('own', shadow, {});
  await world.up([...steps, own]);
  const record = world.store.records.get('own');
  const toy = world.toys.get(String(record?.id));
  if (!record || !toy) throw new Error('there is none');
  world.toys.set('shadow', { ...toy, id: 'shadow' });
  await world.store.put('own', { ...record, id: 'shadow' });
  world.revive();
  world.fault('delete own', () => awsError('UnauthorizedOperation'));
  expect((await world.down()).failures).toMatchObject([{ step: 'own' }]);
  expect(world.calls.filter((call) => call.startsWith('delete')).toSorted()).toEqual(['delete house', 'delete own']);
});

test.each([
  ['stopped', (world: ToyWorld) => (world.stop(), world.abort.signal.reason as Error)],
  ['killed', () => new Error('killed')],
])('%s while it waits: the record stays, and the next down deletes it', async (_, end) => {
  const { world, shine } = await sunnyDay();
  shine();
  const { sleep } = world.clock;
  world.clock.sleep = () => Promise.reject(end(world));
  await world.down().catch(() => {});
  expect(world.store.records.get('house')).toMatchObject({ at: 'deleting' });
  world.clock.sleep = sleep;
  world.revive();
  expect(await world.down()).toMatchObject({ failures: [] });
  expect([...world.toys, ...world.store.records]).toEqual([]);
});

test('a refusal fails the step, which the next down takes up again', async () => {
  const { world, shine } = await sunnyDay();
  world.fault(
    'delete house',
    () => 'done',
    () => awsError('AccessDeniedException', 'not allowed'),
  );
  shine();
  expect((await world.down()).failures).toMatchObject([
    { code: 'step-rejected', step: 'house', resource: 'shadow', verb: 'delete' },
  ]);
  world.revive();
  expect(await world.down()).toMatchObject({ failures: [] });
  expect([...world.toys, ...world.store.records]).toEqual([]);
});
