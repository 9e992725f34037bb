import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutImageCommand } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { isMutating } from '../../src/is-mutating.js';
import { perService } from '../../src/aws/services.js';
import type { Cloud, Resource } from '../../src/step.js';
import { stackOf } from '../../steps/stack/index.js';
import { resources } from '../../steps/nouns.js';
import { configOf, where } from './config.js';
import { fakeCloud } from './fake-cloud.js';
import { moreSteps } from './more-steps.js';
import { wantOf } from './samples.js';

/** What every noun must hold to, whichever it is: the runner relies on nothing else. */
const nouns = resources.map((resource): [string, Resource] => [resource.type, resource]);
const steps = [...stackOf(configOf(), where).steps, ...moreSteps];

const root = fileURLToPath(new URL('../../steps/', import.meta.url));

/** An answer that has whatever is asked of it. */
const anything: unknown = new Proxy(() => {}, {
  get: (_, member) => (member === 'then' ? undefined : member === Symbol.toPrimitive ? () => 'anything' : anything),
  apply: () => anything,
});

/** A cloud whose answers have everything, and what it was sent. */
function willing() {
  const sent: { operation: string; input: unknown }[] = [];
  const send = async (command: { input: object }) => {
    sent.push({ operation: command.constructor.name.replace(/Command$/, ''), input: command.input });
    return anything;
  };
  const { cloud } = fakeCloud();
  const clients = perService(() => ({ send }));
  // Whatever builds an image: it is there when its manifest is.
  const manifest = new PutImageCommand({ repositoryName: 'demo', imageManifest: '{}' });
  const images = { put: async () => void (await send(manifest)) };
  return { cloud: { ...cloud, ...clients, images } satisfies Cloud, sent };
}

/** What some step of the blueprint wants of this noun. */
function wanted(type: string): unknown {
  const step = steps.find(({ resource }) => resource.type === type);
  if (!step) throw new Error(`no step of the blueprint, nor of more-steps.ts, is a ${type}`);
  return wantOf(step);
}

test('nouns are unique', () => {
  const types = resources.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
});

test('every noun of a stack is listed, so that down and status know it without a config', () => {
  for (const { resource } of steps) expect(resources).toContain(resource);
});

test.each(nouns)('%s is the name of its folder, and its export is named after it', async (type, resource) => {
  const folders = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => basename(path) === type);
  expect(folders).toHaveLength(1);
  const file = (await import(`../../steps/${folders[0]}/resource.js`)) as { [name: string]: unknown };
  const name = type.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  expect(file[`${name}Resource`]).toBe(resource);
});

test.each(nouns)('%s: what is fixed and what comes later is wanted, and nothing is both', (type, resource) => {
  const ofType = steps.filter((step) => step.resource.type === type);
  const members = ofType.flatMap((step) => Object.keys(Object(wantOf(step))));
  const { fixed = [], later = [] } = resource;
  expect([...fixed, ...later].filter((member) => !members.includes(member))).toEqual([]);
  expect(fixed.filter((member) => later.includes(member))).toEqual([]);
});

test.each(nouns)('%s: what is not fixed can be updated, and what is all fixed has no update', (type, resource) => {
  const changeable = Object.keys(Object(wanted(type))).filter((member) => !resource.fixed?.includes(member));
  expect(resource.update === undefined).toBe(changeable.length === 0);
});

test.each(nouns.filter(([, { lookup }]) => !lookup))(
  '%s: creating it is one call, the last that is sent',
  async (type, resource) => {
    const { cloud, sent } = willing();
    await resource.create(cloud, wanted(type));
    const isCreating = sent.map(({ operation }) => isMutating(operation));
    expect(isCreating.filter(Boolean)).toHaveLength(1);
    expect(isCreating.at(-1)).toBe(true);
  },
);

test.each(nouns.filter(([, { lookup }]) => lookup))('%s: looking it up changes nothing', async (type, resource) => {
  const { cloud, sent } = willing();
  await resource.create(cloud, wanted(type)).catch(() => {});
  expect(sent.map(({ operation }) => operation).filter(isMutating)).toEqual([]);
  await resource.delete(cloud, anything);
  expect(sent.filter(({ operation }) => isMutating(operation))).toEqual([]);
});

test.each(nouns)('%s: if it can be tagged, it is tagged by the very call that creates it', async (type, resource) => {
  const { cloud, sent } = willing();
  await resource.create(cloud, wanted(type)).catch(() => {});
  const isTagged = JSON.stringify(sent).includes('provision:step');
  expect(isTagged).toBe(resource.retag !== undefined);
});

const taggable = nouns.filter(([, { retag }]) => retag);

test.each(taggable)('%s: tags are set and removed, and nothing is sent for none', async (_type, { retag }) => {
  const { cloud, sent } = willing();
  await retag?.(cloud, anything, {}, []);
  expect(sent).toEqual([]);
  await retag?.(cloud, anything, { team: 'shop' }, []);
  await retag?.(cloud, anything, {}, ['old']);
  expect(sent.map(({ operation }) => operation)).toEqual([
    expect.stringMatching(/^(AddTags\w*|CreateTags|CreateOrUpdateTags|Tag\w+)$/),
    expect.stringMatching(/^(DeleteTags|RemoveTags\w*|Untag\w+)$/),
  ]);
  expect(JSON.stringify(sent[0]?.input)).toContain('shop');
  expect(JSON.stringify(sent[1]?.input)).toContain('old');
});

test.each(nouns)('%s: finding and reading change nothing', async (type, resource) => {
  const { cloud, sent } = willing();
  await resource.find(cloud, wanted(type)).catch(() => {});
  await resource.read(cloud, anything).catch(() => {});
  expect(sent.map(({ operation }) => operation).filter(isMutating)).toEqual([]);
});
