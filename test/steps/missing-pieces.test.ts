import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { bookOfNouns } from '../lessons/book-of-nouns.js';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { Chapter } from '../../src/lessons/lesson.js';
import { isKnown } from '../../src/permissions/index.js';
import { services } from '../../src/sandbox/services/index.js';
import { resources } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { where } from './config.js';
import { missingPieces, type Known } from './missing-pieces.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = 'scripts/kill-sweep/resources.js';
const handled = new Set(services.flatMap(({ id, operations }) => operations.map(({ schema }) => `${id}:${schema[2]}`)));

test('no noun lacks a piece: lesson, billing, script, permissions, handlers, and its place in the indexes', async () => {
  const missing = missingPieces({
    root,
    resources,
    chapters: bookOfNouns().chapters,
    hasRule: isKnown,
    hasHandler: (service, operation) => handled.has(`${service}:${operation}`),
    sweep: { file, nouns: await nounsOfBlueprints(), text: readFileSync(join(root, file), 'utf8') },
  });
  expect(missing).toEqual([]);
});

async function nounsOfBlueprints(): Promise<ReadonlySet<string>> {
  const configs = await Promise.all(blueprints.map(({ name }) => resolveConfig({ blueprint: name, directory: '/' })));
  const steps = configs.flatMap((config) => stackOf(config, where, () => 'tag').steps);
  return new Set(steps.map(({ resource }) => resource.type));
}

const folder = mkdtempSync(join(tmpdir(), 'nouns-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program with a made-up noun, of which nothing is known but its resource. */
function missingOf(files: { readonly [path: string]: string }, known: Partial<Known> = {}): string[] {
  for (const [path, text] of Object.entries({ 'steps/sqs/queue/resource.ts': source, ...files })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const rest = { resources: [], chapters: [], hasRule: () => false, hasHandler: () => false };
  return missingPieces({ root: folder, ...rest, sweep: { file, nouns: new Set(['queue']), text: '' }, ...known });
}
const source = `import { CreateQueueCommand } from '@aws-sdk/client-sqs';
export const queueResource = resource({
  type: 'queue',
  async create({ sqs }, want) {
    return required((await sqs.send(new CreateQueueCommand(want))).QueueUrl, 'QueueUrl');
  },
  async read() {
    return pending('soon');
  },
});
`;
const by = 'steps/sqs/queue/resource.ts';
const chapter = (cost: string): Chapter => ({
  noun: 'queue',
  is: 'A queue.',
  operations: { 'sqs:CreateQueue': { does: 'Makes it.', cost, link: 'https://docs.aws.amazon.com/' } },
});
const all: Partial<Known> = {
  resources: [{ type: 'queue', billing: {}, script: { waits: [], answers: {} } }],
  chapters: [chapter('By the message.')],
  hasRule: () => true,
  hasHandler: () => true,
  sweep: { file, nouns: new Set(['queue']), text: "'queue'" },
};
const lesson = { 'steps/sqs/queue/lesson.md': '# Queue' };

test('of a folder with a resource alone, each missing piece is named with the file that it belongs in', () => {
  expect(missingOf({})).toEqual([
    'steps/sqs/index.ts is missing: it lists the nouns of sqs, queue among them',
    `steps/sqs/queue/lesson.md is missing: operation sqs:CreateQueue is sent by ${by} and has no section`,
    `src/permissions/sqs.ts has no rule for sqs:CreateQueue, which ${by} sends`,
    `the sandbox has no handler for sqs:CreateQueue (src/sandbox/services/sqs), which ${by} sends`,
    `${file} has queue neither in sweptTypes nor in lookedUp, and a blueprint has one`,
  ]);
});

test('of a noun that has everything nothing is missing', () => {
  expect(missingOf(lesson, all)).toEqual([]);
});

test('an index that does not list it, and a service that nouns.ts does not have', () => {
  const unlisted = { ...all, resources: [] };
  const index = (text: string) =>
    missingOf({ ...lesson, 'steps/sqs/index.ts': text }, { ...unlisted, chapters: [chapter('Nothing.')] });
  expect(index('')).toEqual([`steps/sqs/index.ts does not list queue of ${by}`]);
  expect(index("import { queueResource } from './queue/resource.js';")).toEqual([
    'steps/nouns.ts does not have queue of steps/sqs/index.ts',
  ]);
});

test('a lesson that is not there, or lacks the section of an operation', () => {
  expect(missingOf({}, all)).toEqual(['steps/sqs/queue/lesson.md is missing: nothing says what queue is']);
  expect(missingOf(lesson, { ...all, chapters: [] })).toEqual([
    `steps/sqs/queue/lesson.md lacks a section: operation sqs:CreateQueue is sent by ${by} and has no section`,
  ]);
});

test('a script that does not know how to wait, or where the id is', () => {
  expect(missingOf(lesson, { ...all, resources: [{ type: 'queue', billing: {} }] })).toEqual([
    'steps/sqs/queue/script.ts: `read` says pending, so `waits` has to say how a script sees the end of that',
    'steps/sqs/queue/script.ts: `create` takes its id from the answer, so `answers` has to say where it stands',
  ]);
});

test('a price of which only the lesson knows', () => {
  const resources = [{ type: 'queue', script: { waits: [], answers: {} } }];
  expect(missingOf(lesson, { ...all, resources })).toEqual([
    'steps/sqs/queue/billing.ts is missing: steps/sqs/queue/lesson.md says that sqs:CreateQueue costs something',
  ]);
  expect(missingOf(lesson, { ...all, resources, chapters: [chapter('Nothing itself.')] })).toEqual([]);
});
