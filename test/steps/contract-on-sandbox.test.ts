import { expect, test } from '@jest/globals';
import { changedMembers, differencesOf, tagChanges } from '../../src/runner/compare.js';
import type { Step } from '../../src/step.js';
import { stackOf } from '../../steps/stack/index.js';
import { configOf } from './config.js';
import { wantOf } from './samples.js';
import { asked, ended, sandbox, waited, where, type Sandbox } from './sandbox.js';

/**
 * The contract of every noun, on the embedded AWS and through the real SDK: the whole blueprint is built, looked at,
 * and taken down step by step, and each verb is repeated where the runner may have to.
 */

interface Built {
  readonly step: Step;
  readonly want: unknown;
  readonly id: unknown;
  readonly out: unknown;
}

const { steps, outputs } = stackOf(configOf(), where);
/** An image's layers go before it, and are none of the repository's images until its manifest names them. */
const mutations = (it: Sandbox) =>
  it.calls
    .all()
    .filter(({ mutating, operation }) => mutating && !/Layer/.test(operation))
    .map(({ operation }) => operation);

/** Builds one step as the runner would, and holds each of its verbs to the contract on the way. */
async function build(it: Sandbox, step: Step, outs: ReadonlyMap<Step, unknown>): Promise<Built> {
  const { resource } = step;
  const cloud = it.cloudFor(step);
  const want = wantOf(step, (need) => outs.get(need));

  expect(nothing(await ended('find', resource.find(cloud, want)))).toBe(true);
  const before = mutations(it).length;
  const created = await resource.create(cloud, want);
  expect(mutations(it).slice(before)).toHaveLength(resource.lookup ? 0 : 1);
  const { later } = resource;
  if (later) for (let times = 0; times < 2; times++) await resource.update?.(cloud, created, want, later);
  const { id } = await waited(it, step, created, 'ready');

  // Making it what it is already changes nothing.
  const changeable = Object.keys(Object(want)).filter((member) => !resource.fixed?.includes(member));
  await resource.update?.(cloud, id, want, changeable);
  const { seen } = await waited(it, step, id, 'ready');
  if (seen.is !== 'ready') throw new Error('not reached');

  // Nothing differs from what was asked for, and all that can be seen was asked for.
  expect(changedMembers(step.resource, want, { want: want, shown: {} }, seen.live)).toEqual([]);
  expect(differencesOf(step.resource, want, seen.live)).toEqual([]);
  expect(tagChanges(cloud.tags, cloud.tags, seen.tags)).toBeUndefined();
  expect(seen.tags === undefined).toBe(resource.retag === undefined);
  if (!resource.lookup) expect(await resource.find(cloud, want)).toMatchObject([{ id }]);
  await repeated(it, { step, want, id, out: seen.out }, created);
  return { step, want, id, out: seen.out };
}

const nothing = (found: unknown) => found === 'gone' || (Array.isArray(found) && found.length === 0);

/** Asking twice: the same is returned, or AWS says that the name is taken. Where neither, the runner looks first. */
async function repeated(it: Sandbox, { step, want }: Built, created: unknown): Promise<void> {
  const { resource } = step;
  if (resource.sameName === undefined && resource.type !== 'route-table') return;
  const again = await ended('create', resource.create(it.cloudFor(step), want));
  expect([created, 'taken']).toContainEqual(again);
  if (resource.sameName !== 'refuses') expect(again).toEqual(created);
  // What cannot be tagged is inside of something of ours, where there are no strangers.
  if (resource.sameName !== 'refuses' || !resource.retag) return;
  const stranger = { ...it.cloudFor(step, 'another-token'), tags: { 'provision:stack': 'stranger' } };
  expect(await ended('create', resource.create(stranger, want))).toBe('taken');
}

/** Tears one down; what is gone is gone for every verb, and deleting it again does no harm. */
async function tearDown(it: Sandbox, { step, want, id }: Built): Promise<void> {
  const { resource } = step;
  const { id: last } = await waited(it, step, await asked(it, step, id), 'absent');
  const again = await ended('delete', resource.delete(it.cloudFor(step), id));
  expect(['gone', undefined]).toContain(typeof again === 'object' ? undefined : again);
  expect((await waited(it, step, last, 'absent')).seen).toEqual({ is: 'absent' });
  expect(nothing(await ended('find', resource.find(it.cloudFor(step), want)))).toBe(true);
}

/** Builds the steps in their order, as far as the one with this name. */
async function buildUntil(it: Sandbox, last: string): Promise<Built[]> {
  const built: Built[] = [];
  const outs = new Map<Step, unknown>();
  for (const step of steps) {
    const one = await build(it, step, outs);
    built.push(one);
    outs.set(step, one.out);
    if (step.name === last) return built;
  }
  throw new Error(`no step ${last}`);
}

test('the blueprint is built step by step, and taken down again until nothing is left', async () => {
  const it = sandbox();
  const built = await buildUntil(it, 'api-stage');
  const url = outputs['ApiUrl'];
  const api = built.find(({ step }) => step === url?.step);
  expect(url?.of(api?.out)).toMatch(/^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com$/);
  for (const one of built.toReversed().filter(({ step }) => !step.resource.lookup)) await tearDown(it, one);
  expect(it.calls.all().filter(({ status }) => status === 501)).toEqual([]);
});

test('a revision whose tasks do not start is broken, also when the one before serves again', async () => {
  const it = sandbox();
  const built = await buildUntil(it, 'web-service');
  const [definition, service] = ['web-task-definition', 'web-service'].map((name) => builtAs(built, name));
  if (!definition || !service) throw new Error('not reached');

  // One that logs to where nothing is: it looks like the old one, and is not taken for it.
  const bad = JSON.parse(JSON.stringify(definition.want).replaceAll('/ecs/demo/web', '/ecs/demo/nowhere')) as unknown;
  const cloud = it.cloudFor(definition.step);
  expect(await definition.step.resource.find(cloud, bad)).toEqual([]);
  const revision = await definition.step.resource.create(cloud, bad);
  expect(await definition.step.resource.find(cloud, bad)).toMatchObject([{ id: revision }]);
  expect(await definition.step.resource.find(cloud, definition.want)).toMatchObject([{ id: definition.id }]);

  const rollOut = async (changed: readonly string[], taskDefinition: unknown) => {
    const want = { ...Object(service.want), taskDefinition };
    await service.step.resource.update?.(it.cloudFor(service.step), service.id, want, changed);
    return waited(it, service.step, service.id, 'ready');
  };
  await expect(rollOut(['taskDefinition'], revision)).rejects.toThrow('The specified log group does not exist');
  it.pass(3600);
  await expect(waited(it, service.step, service.id, 'ready')).rejects.toThrow('rolled it back');
  expect((await rollOut([], definition.id)).seen).toMatchObject({ live: { taskDefinition: definition.id } });
});

const builtAs = (built: readonly Built[], name: string) => built.find(({ step }) => step.name === name);
