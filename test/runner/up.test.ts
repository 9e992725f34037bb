import { describe, expect, test } from '@jest/globals';
import { idOf } from '../../src/step.js';
import { awsError, lostAnswer, ToyWorld, type ToyWant } from './toys.js';

/** house ← wall ← door, and a garden beside them. */
function village() {
  const world = new ToyWorld();
  const toy = world.noun('toy', { looksUntilReady: 2 });
  const house = world.step('house', toy, {});
  const wall = world.step('wall', toy, { house });
  const door = world.step('door', toy, { wall });
  const garden = world.step('garden', toy, { house });
  return { world, toy, house, wall, door, garden, steps: [house, wall, door, garden] };
}

test('each step starts the moment what it needs is in service, and the state holds every id', async () => {
  const { world, steps } = village();
  const report = await world.up(steps);
  expect(report).toMatchObject({ created: 4, updated: 0, deleted: 0, unchanged: 0, failures: [] });
  const creates = world.calls.filter((call) => call.startsWith('create'));
  expect(creates).toEqual(['create house', 'create wall', 'create garden', 'create door']);
  expect([...world.store.records.values()].map(({ at, id }) => [at, typeof id])).toEqual(
    Array(4).fill(['ready', 'string']),
  );
  expect(world.store.records.get('door')?.needs).toEqual(['wall']);
});

test('a second run only looks', async () => {
  const { world, steps } = village();
  await world.up(steps);
  world.revive();
  expect(await world.up(steps)).toMatchObject({ created: 0, updated: 0, deleted: 0, unchanged: 4, failures: [] });
  expect(world.calls.sort()).toEqual(['read door', 'read garden', 'read house', 'read wall']);
});

test('a step that needs only an id does not wait until the other is in service', async () => {
  const world = new ToyWorld();
  const slow = world.noun('slow', { looksUntilReady: 5 });
  const quick = world.noun('quick');
  const balancer = world.step('balancer', slow, {});
  const listener = world.step('listener', quick, { balancer: idOf(balancer) });
  await world.up([balancer, listener]);
  const created = world.calls.indexOf('create listener');
  expect(world.calls.slice(created).filter((call) => call === 'read balancer').length).toBeGreaterThanOrEqual(4);
});

test('needing both the id and the service of a step means waiting for the service', async () => {
  const world = new ToyWorld();
  const toy = world.noun('toy', { looksUntilReady: 3 });
  const a = world.step('a', toy, {});
  const b = world.step('b', toy, { early: idOf(a), late: [a] });
  await world.up([a, b]);
  expect(world.calls.indexOf('create b')).toBeGreaterThan(world.calls.lastIndexOf('read a'));
});

test('all root causes are reported, their dependents are skipped, the rest is finished', async () => {
  const { world, steps, toy } = village();
  const pond = world.step('pond', toy, {});
  world.fault('create wall', () => awsError('UnauthorizedOperation', 'you shall not'));
  world.fault('create pond', () => awsError('InvalidParameterValue', 'too wet'));
  const report = await world.up([...steps, pond]);
  expect(report.failures.map((it) => 'step' in it && it.step).sort()).toEqual(['pond', 'wall']);
  expect(world.outcomes()).toEqual({
    house: 'created',
    garden: 'created',
    wall: 'failed',
    door: 'skipped',
    pond: 'failed',
  });
  expect([...world.store.records.keys()].sort()).toEqual(['garden', 'house']);
  expect(report.failures).toContainEqual({
    code: 'step-rejected',
    step: 'wall',
    resource: 'toy',
    verb: 'create',
    aws: 'UnauthorizedOperation',
    message: 'you shall not',
  });
});

test('what breaks while it is awaited is a failure with its reason, and the next run makes it anew', async () => {
  const { world, steps } = village();
  world.fault('read house', () => void ([...world.toys.values()][0]!.state = 'broken'));
  const report = await world.up(steps);
  expect(report.failures).toEqual([
    { code: 'step-broken', step: 'house', resource: 'toy', verb: 'create', why: 'it burnt down' },
  ]);
  world.revive();
  expect(await world.up(steps)).toMatchObject({ created: 4, failures: [] });
  expect(world.calls.slice(0, 2)).toEqual(['read house', 'delete house']);
  expect(world.toys.size).toBe(4);
});

test('what can be mended by an update is not made anew when it is broken', async () => {
  const world = new ToyWorld();
  const service = world.step('service', world.noun('service', { repair: 'update' }), {});
  await world.up([service]);
  const [toy] = world.toys.values();
  toy!.state = 'broken';
  world.fault('update service', () => void (toy!.state = 'ready'));
  world.revive();
  expect(await world.up([service])).toMatchObject({ updated: 1, created: 0, failures: [] });
  expect(world.calls).toEqual(['read service', 'update service ()', 'read service']);
});

test('a change that breaks what was in service is told from what never was in service', async () => {
  const world = new ToyWorld();
  const noun = world.noun('service', { repair: 'update' });
  const verbs = async (size: number) => {
    world.revive();
    const { failures } = await world.up([world.step('service', noun, {}, { size })]);
    return failures.map((it) => 'verb' in it && it.verb);
  };
  const shall = (state: 'broken' | 'ready') => () => void ([...world.toys.values()][0]!.state = state);
  world.fault('read service', shall('broken'));
  expect(await verbs(1)).toEqual(['create']);
  // An update shall repair it, and does not: it has never been in service yet.
  expect(await verbs(2)).toEqual(['create']);
  world.fault('update service', shall('ready'));
  expect(await verbs(3)).toEqual([]);
  world.fault('update service', shall('broken'));
  expect(await verbs(4)).toEqual(['update']);
});

test('a deadline is later by what was wanted of a resource, for a creation and for a deletion', async () => {
  for (const [size, inTime] of [
    [0, false],
    [5, true],
  ] as const) {
    const world = new ToyWorld();
    const deadline = { create: 60, delete: 60 };
    const extraSeconds = ({ size = 0 }: Partial<ToyWant>) => size * 60;
    const noun = world.noun('slow', { deadline, extraSeconds, looksUntilReady: 60, looksUntilGone: 60 });
    const created = await world.up([world.step('slow', noun, {}, { size })]);
    expect(created.failures).toHaveLength(inTime ? 0 : 1);
    const deleted = await world.down();
    expect(deleted.failures).toHaveLength(inTime ? 0 : 1);
  }
});

test('a deadline that passes names what was last seen', async () => {
  const world = new ToyWorld();
  const never = world.step('never', world.noun('never', { looksUntilReady: 1e6, deadline: { create: 60 } }), {});
  const { failures } = await world.up([never]);
  expect(failures).toEqual([
    expect.objectContaining({ code: 'step-timeout', step: 'never', verb: 'create', lastSeen: 'toy is pending' }),
  ]);
  expect(world.store.records.get('never')).toMatchObject({ at: 'created', id: 'never-1' });
});

test('throttling and what is not visible yet are tried again; the retries are told', async () => {
  const { world, house } = village();
  world.fault(
    'create house',
    () => awsError('Throttling', 'slow down'),
    () => awsError('InvalidVpcID.NotFound', 'never heard of it'),
  );
  expect((await world.up([house])).failures).toEqual([]);
  expect(world.count('create')).toBe(3);
  expect(world.events.filter(({ type }) => type === 'retry')).toHaveLength(2);
});

test('what stays invisible is given up after five minutes', async () => {
  const { world, house } = village();
  world.fault('create house', ...Array(1000).fill(() => awsError('InvalidVpcID.NotFound', 'never heard of it')));
  const { failures } = await world.up([house]);
  expect(failures).toEqual([expect.objectContaining({ code: 'step-rejected', aws: 'InvalidVpcID.NotFound' })]);
  const seconds = world.clock.slept.reduce((sum, ms) => sum + ms, 0) / 1000;
  expect(seconds).toBeGreaterThan(280);
  expect(seconds).toBeLessThanOrEqual(300);
  expect(world.store.records.size).toBe(0);
});

test('a create whose answer was lost is looked for before it is sent again', async () => {
  const { world, house } = village();
  world.fault('create house', () => 'after');
  expect(await world.up([house])).toMatchObject({ created: 1, failures: [] });
  expect(world.calls.slice(0, 2)).toEqual(['create house', 'find house']);
  expect(world.toys.size).toBe(1);
});

test('a create that never arrived is sent again after several looks', async () => {
  const { world, house } = village();
  world.fault('create house', lostAnswer);
  expect(await world.up([house])).toMatchObject({ created: 1, failures: [] });
  expect(world.calls.filter((call) => !call.startsWith('read')).slice(0, 7)).toEqual([
    'create house',
    ...Array.from({ length: 5 }, () => 'find house'),
    'create house',
  ]);
  expect(world.count('create')).toBe(2);
});

test('when nothing is known after three lost answers, the intent stays for the next run', async () => {
  const { world, house } = village();
  world.fault('create house', lostAnswer, lostAnswer, lostAnswer);
  const { failures } = await world.up([house]);
  expect(failures).toEqual([expect.objectContaining({ code: 'step-unclear', step: 'house' })]);
  expect(world.store.records.get('house')?.at).toBe('creating');
});

test('a name that belongs to someone else is an error that names it, and nothing is recorded or touched', async () => {
  const world = new ToyWorld();
  const role = world.step('role', world.noun('role', { sameName: 'refuses' }), {});
  world.toys.set('role-x', {
    id: 'role-x',
    step: 'role',
    looks: 0,
    state: 'ready',
    want: { size: 9 },
    tags: { 'provision:stack': 'other' },
  });
  world.fault('create role', () => awsError('EntityAlreadyExists'));
  const { failures } = await world.up([role]);
  expect(failures).toEqual([{ code: 'name-taken', step: 'role', resource: 'role', id: 'role-x', owner: 'other' }]);
  expect(world.store.records.size).toBe(0);
  await world.down();
  expect(world.toys.has('role-x')).toBe(true);
});

test('a renamed step goes on with what it had, where the name in AWS stays; one that is still wanted keeps its own', async () => {
  const world = new ToyWorld();
  const bucket = world.noun('bucket', { sameName: 'refuses' });
  // One name in AWS, whatever the step is called.
  const unique = { ...bucket, find: async () => [...world.toys.values()].map(({ id, tags }) => ({ id, tags })) };
  await world.up([world.step('old', unique, {})]);
  world.revive();
  world.fault('create new', () => awsError('BucketAlreadyExists'));
  expect(await world.up([world.step('new', unique, {})])).toMatchObject({ deleted: 0, failures: [] });
  expect([...world.toys.values()].map(({ tags }) => tags['provision:step'])).toEqual(['new']);
  expect([...world.store.records.keys()]).toEqual(['new']);
  world.revive();
  world.fault('create other', () => awsError('BucketAlreadyExists'));
  const { failures } = await world.up([world.step('new', unique, {}), world.step('other', unique, {})]);
  expect(failures).toEqual([expect.objectContaining({ code: 'name-taken', step: 'other', owner: 'toys' })]);
});

test('where AWS hands out an existing resource silently, the name is looked up before it is asked for', async () => {
  const world = new ToyWorld();
  const cluster = world.step('cluster', world.noun('cluster', { sameName: 'returns' }), {});
  world.toys.set('cluster-x', {
    id: 'cluster-x',
    step: 'cluster',
    looks: 0,
    state: 'ready',
    want: { size: 9 },
    tags: {},
  });
  const { failures } = await world.up([cluster]);
  expect(failures).toEqual([{ code: 'name-taken', step: 'cluster', resource: 'cluster', id: 'cluster-x' }]);
  expect(world.count('create')).toBe(0);
});

test('a changed member is updated in place; drift is put right; both only in what differs', async () => {
  const { world, house, toy } = village();
  await world.up([house]);
  world.revive();
  const larger = world.step('house', toy, {}, { size: 2 });
  expect(await world.up([larger])).toMatchObject({ updated: 1, unchanged: 0, failures: [] });
  expect(world.calls).toEqual(['read house', 'update house (size)', 'read house']);
  world.revive();
  [...world.toys.values()][0]!.want = { size: 7, of: [] };
  expect(await world.up([larger])).toMatchObject({ updated: 1, failures: [] });
  expect([...world.toys.values()][0]!.want.size).toBe(2);
});

test('tags follow the config; tags of others stay', async () => {
  const { world, house } = village();
  await world.up([house], { team: 'a', old: 'x' });
  const [toy] = world.toys.values();
  toy!.tags = { ...toy!.tags, 'aws:made': 'by AWS' };
  world.revive();
  expect(await world.up([house], { team: 'b' })).toMatchObject({ updated: 1 });
  const own = { 'provision:stack': 'toys', 'provision:id': world.store.id, 'provision:step': 'house' };
  expect(toy!.tags).toEqual({ team: 'b', 'aws:made': 'by AWS', ...own });
  world.revive();
  expect(await world.up([house], { team: 'b' })).toMatchObject({ unchanged: 1 });
});

test('a change that AWS cannot make in place is refused, naming what depends on it', async () => {
  const { world, steps, toy } = village();
  await world.up(steps);
  world.revive();
  const round = world.step('house', toy, {}, { size: 1, shape: 'round' });
  const wall = world.step('wall', toy, { house: round });
  const { failures } = await world.up([
    round,
    wall,
    world.step('door', toy, { wall }),
    world.step('garden', toy, { house: round }),
  ]);
  expect(failures).toEqual([
    { code: 'needs-replacement', step: 'house', resource: 'toy', changed: ['shape'], dependents: ['wall', 'garden'] },
  ]);
  expect(world.count('delete') + world.count('create') + world.count('update')).toBe(0);
});

/** A house, a car that is kept there, and what both are to become: with a road to it, larger, and of another shape. */
async function builtVillage() {
  const { world, house, toy } = village();
  await world.up([house, world.step('car', toy, { house })]);
  world.revive();
  const larger = world.step('house', toy, {}, { size: 2 });
  const road = world.step('road', toy, { larger });
  return { world, wanted: [larger, road, world.step('car', toy, { larger, road }, { size: 1, shape: 'round' })] };
}

test('what is bound to be refused is found before anything else is changed', async () => {
  const { world, wanted } = await builtVillage();
  const failure = { code: 'needs-replacement', step: 'car', resource: 'toy', changed: ['shape'], dependents: [] };
  expect(await world.up(wanted)).toMatchObject({ created: 0, updated: 0, unchanged: 0, failures: [failure] });
  expect(world.calls).toEqual(['read car']);
  expect(world.outcomes()).toEqual({ car: 'failed' });
});

test('what would be refused and was deleted by hand is made as it is wanted now', async () => {
  const { world, wanted } = await builtVillage();
  world.toys.delete('toy-2');
  expect(await world.up(wanted)).toMatchObject({ created: 2, updated: 1, failures: [] });
});

test('where it is safe a second one is made first, dependents move over, and the old one goes at the end', async () => {
  const world = new ToyWorld();
  const plans = world.noun('plan', { replace: 'create-first' });
  const services = world.noun('service');
  const build = (shape: string) => {
    const plan = world.step('plan', plans, {}, { size: 1, shape });
    return [plan, world.step('service', services, { plan })];
  };
  await world.up(build('a'));
  world.revive();
  expect(await world.up(build('b'))).toMatchObject({ created: 1, updated: 1, deleted: 1, failures: [] });
  expect(world.calls.filter((call) => !call.startsWith('read'))).toEqual([
    'create plan',
    'update service (of)',
    'delete plan',
  ]);
  expect([...world.toys.keys()].sort()).toEqual(['plan-3', 'service-2']);
  expect(world.store.records.get('plan')?.retired).toBeUndefined();
});

test('what is no longer among the steps is deleted, and only that', async () => {
  const { world, steps, house, garden } = village();
  await world.up(steps);
  world.revive();
  expect(await world.up([house, garden])).toMatchObject({ deleted: 2, unchanged: 2, failures: [] });
  expect(world.calls.filter((call) => call.startsWith('delete'))).toEqual(['delete door', 'delete wall']);
  expect([...world.store.records.keys()]).toEqual(['house', 'garden']);
});

test('where something of others keeps a part of what is left over, nothing of it is deleted until that is gone', async () => {
  const world = new ToyWorld();
  let theirs = [{ type: 'deletion-protection', id: 'on' }];
  const plans = world.noun('plan', { replace: 'create-first', dependents: async () => theirs });
  const services = world.noun('service');
  const build = (shape: string) => {
    const plan = world.step('plan', plans, {}, { size: 1, shape });
    return [plan, world.step('service', services, { plan })];
  };
  await world.up([...build('a'), world.step('shed', services, {})]);
  world.revive();
  const began = world.clock.now();
  expect(await world.up(build('b'))).toMatchObject({
    ...{ created: 1, updated: 1, deleted: 0 },
    failures: [{ code: 'deletion-held', held: [{ step: 'plan', id: 'plan-1', heldBy: theirs }] }],
  });
  expect(world.count('delete')).toBe(0);
  expect(world.clock.now()).toBe(began);
  expect(await world.up(build('b'))).toMatchObject({ deleted: 0, failures: [{ code: 'deletion-held' }] });
  theirs = [];
  expect(await world.up(build('b'))).toMatchObject({ created: 0, updated: 0, deleted: 2, failures: [] });
  expect([...world.toys.values()].map(({ step }) => step)).toEqual(['service', 'plan']);
});

test('what someone deleted by hand is made again', async () => {
  const { world, steps } = village();
  await world.up(steps);
  const garden = [...world.toys.values()].find(({ step }) => step === 'garden')!;
  world.toys.delete(garden.id);
  world.revive();
  expect(await world.up(steps)).toMatchObject({ created: 1, unchanged: 3, failures: [] });
});

test('members that create cannot pass are set right after, and again if a crash came between', async () => {
  const world = new ToyWorld();
  const vpc = world.step('vpc', world.noun('vpc', { later: ['size'] }), {});
  world.fault('update vpc', () => awsError('AccessDenied'));
  expect((await world.up([vpc])).failures).toHaveLength(1);
  expect(world.store.records.get('vpc')).toMatchObject({ at: 'created', id: 'vpc-1' });
  world.revive();
  expect((await world.up([vpc])).failures).toEqual([]);
  expect(world.calls).toEqual(['update vpc (size)', 'read vpc']);
  expect(world.toys.size).toBe(1);
});

test('an interrupt starts nothing more, and what is under way is recorded', async () => {
  const { world, steps } = village();
  world.fault('create wall', () => void world.stop());
  const report = await world.up(steps);
  expect(report.failures).toEqual([]);
  expect(world.store.records.get('wall')).toMatchObject({ at: 'created', id: expect.any(String) });
  expect(world.count('create')).toBeLessThan(4);
  world.revive();
  expect(await world.up(steps)).toMatchObject({ failures: [] });
  expect(world.toys.size).toBe(4);
});

test('a looked-up value is pinned and not counted', async () => {
  const world = new ToyWorld();
  const zones = world.step('zones', world.noun('zones', { lookup: true }), {});
  expect(await world.up([zones])).toMatchObject({ created: 0, unchanged: 0, failures: [] });
  expect(world.outcomes()).toEqual({ zones: 'pinned' });
  expect(await world.down()).toMatchObject({ deleted: 0, failures: [] });
  expect(world.count('delete')).toBe(0);
  expect(world.store.records.size).toBe(0);
});

test('a list in the wrong order, with a name twice, is a bug and says so', async () => {
  const { world, house, wall } = village();
  await expect(world.up([wall, house])).rejects.toThrow('wall needs house, which is not listed before it');
  await expect(world.up([house, house])).rejects.toThrow('two steps are named house');
});

test('a change that is taken back finds the old resource again and keeps it', async () => {
  const world = new ToyWorld();
  const plans = world.noun('plan', { replace: 'create-first', sameName: 'refuses' });
  const services = world.noun('service');
  const build = (shape: string) => {
    const plan = world.step('plan', plans, {}, { size: 1, shape });
    return [plan, world.step('service', services, { plan })];
  };
  await world.up(build('a'));
  world.revive();
  world.fault('update service', () => awsError('InvalidParameterException', 'no'));
  expect((await world.up(build('b'))).failures).toHaveLength(1);
  expect(world.store.records.get('plan')?.retired).toHaveLength(1);
  world.revive();
  world.fault('create plan', () => awsError('EntityAlreadyExists'));
  expect((await world.up(build('a'))).failures).toEqual([]);
  expect([...world.toys.keys()].sort()).toEqual(['plan-1', 'service-2']);
});

test('what is found again goes on under the id that it was made with, which may say more than its name does', async () => {
  const world = new ToyWorld();
  const plans = world.noun('plan', { replace: 'create-first', sameName: 'refuses' });
  const real = (id: string) => id.replace('?', '');
  const named: typeof plans = {
    ...plans,
    find: async (cloud, want) => {
      const found = await plans.find(cloud, want);
      return found.map((it) => ({ ...it, id: `${it.id}?` }));
    },
    read: (cloud, id) => plans.read(cloud, real(id)),
  };
  const shaped = (shape: string) => world.step('plan', named, {}, { size: 1, shape });
  const others = world.noun('other');
  const failing = (shape: string) => [shaped(shape), world.step('other', others, {}, { size: shape.length })];
  await world.up(failing('a'));
  world.revive();
  world.fault('update other', () => awsError('InvalidParameterException', 'no'));
  expect((await world.up(failing('bb'))).failures).toHaveLength(1);
  world.revive();
  world.fault('create plan', () => awsError('EntityAlreadyExists'));
  expect((await world.up(failing('a'))).failures).toEqual([]);
  expect(world.store.records.get('plan')).toMatchObject({ id: 'plan-1' });
  expect([...world.toys.keys()].sort()).toEqual(['other-2', 'plan-1']);
});

describe('what AWS shows otherwise than it was asked for', () => {
  /** Its cloud makes a 3 of every 2, and writes every shape in capitals. */
  function stubborn(want: ToyWant) {
    const world = new ToyWorld();
    const toy = world.noun('toy', {
      shows: ({ size, shape, ...rest }) => ({
        ...rest,
        size: size === 2 ? 3 : size,
        ...(shape && { shape: shape.toUpperCase() }),
      }),
    });
    const house = (it: ToyWant) => world.step('house', toy, {}, it);
    return { world, house: house(want), houseOf: house };
  }
  const changes = ({ calls }: ToyWorld) => calls.filter((it) => !/^(read|find)/.test(it));

  test('after a create is recorded at once, and no later run changes or replaces it', async () => {
    const { world, house } = stubborn({ size: 2, shape: 'round' });
    await world.up([house]);
    expect(world.store.records.get('house')).toMatchObject({
      at: 'ready',
      want: { size: 2 },
      shown: { size: 3, shape: 'ROUND' },
    });
    expect((await world.status()).rows).toEqual([
      expect.objectContaining({
        state: 'ok',
        shown: [expect.objectContaining({ member: 'size', live: 3 }), expect.anything()],
      }),
    ]);
    world.revive();
    expect(await world.up([house])).toMatchObject({ updated: 0, unchanged: 1, failures: [] });
    expect(changes(world)).toEqual([]);
  });

  test('after an update is waited for one minute, then recorded and told', async () => {
    const { world, house, houseOf } = stubborn({ size: 1 });
    await world.up([house]);
    world.revive();
    const began = world.clock.now();
    expect((await world.up([houseOf({ size: 2 })])).failures).toEqual([]);
    const seconds = (world.clock.now() - began) / 1000;
    expect([seconds > 60, seconds < 75]).toEqual([true, true]);
    expect(world.store.records.get('house')).toMatchObject({ want: { size: 2 }, shown: { size: 3 } });
    expect(world.events).toContainEqual(
      expect.objectContaining({ why: 'AWS shows size 3 where 2 was asked for', lasting: true }),
    );
    world.revive();
    expect(await world.up([houseOf({ size: 2 })])).toMatchObject({ updated: 0, unchanged: 1 });
  });

  test('is put right where somebody has changed it since', async () => {
    const { world, house } = stubborn({ size: 2 });
    await world.up([house]);
    world.revive();
    Object.assign([...world.toys.values()][0]!, { want: { size: 7 } });
    expect((await world.status()).rows).toEqual([expect.objectContaining({ state: 'drifted' })]);
    expect(await world.up([house])).toMatchObject({ updated: 1, failures: [] });
    expect(changes(world)).toEqual(['update house (size)']);
  });

  test('of a record of before it was kept: what nobody can change is not replaced', async () => {
    const { world, house } = stubborn({ size: 1, shape: 'round' });
    await world.up([house]);
    const { shown: _, ...older } = world.store.records.get('house')!;
    await world.store.put('house', older);
    world.revive();
    expect(await world.up([house])).toMatchObject({ created: 0, updated: 0, unchanged: 1, failures: [] });
    expect(world.store.records.get('house')).toMatchObject({ shown: { shape: 'ROUND' } });
  });

  test('a fixed member that is not in the answer is no difference', async () => {
    const world = new ToyWorld();
    const toy = world.noun('toy', { shows: ({ shape: _, ...rest }) => rest as ToyWant });
    const house = world.step('house', toy, {}, { size: 1, shape: 'round' });
    await world.up([house]);
    expect(world.store.records.get('house')).toMatchObject({ shown: {} });
    world.revive();
    expect(await world.up([house])).toMatchObject({ unchanged: 1, failures: [] });
  });
});
