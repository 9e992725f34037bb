import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { up } from '../../src/runner/up.js';
import { down } from '../../src/runner/down.js';
import { status } from '../../src/runner/status.js';
import { blueprints } from '../../src/config/blueprints.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { World } from '../../src/sandbox/world.js';
import type { Cloud } from '../../src/step.js';
import { MemoryStore } from '../../state/store.js';
import { stackOf } from '../../steps/stack/index.js';
import { where } from '../steps/config.js';
import { openBed, type Bed } from './bed.js';
import { wordsIn, type Words } from './inputs.js';

/** A request as plain data. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What AWS was asked in the life of a stack, and the world in which it stands, as text. */
export interface Recorded {
  readonly stack: string;
  readonly requests: readonly SentRequest[];
  readonly world: string;
  /** What stands in the requests and in the world. */
  readonly words: Words;
  /** Inputs that were answered well, by `ec2:CreateVpc`. */
  readonly inputs: ReadonlyMap<string, readonly object[]>;
}

/** The requests of whole lives of these blueprints, a few of each operation. */
export async function recordedRequests(names = blueprints.map(({ name }) => name)): Promise<readonly Recorded[]> {
  const lives: Recorded[] = [];
  for (const name of names) lives.push(await lifeOf(name, 3));
  return lives;
}

async function lifeOf(blueprint: string, most: number): Promise<Recorded> {
  const kept = new Map<string, SentRequest[]>();
  const config = await resolveConfig({ blueprint, directory: '/' });
  const world = new World(Date.UTC(2026, 0, 1), 'fuzz', where.account);
  const bed = openBed(world, (carry) => (request, options) => {
    const sent = sentRequest(request);
    const key = keyOf(sent);
    const same = kept.get(key) ?? [];
    if (same.length < most) kept.set(key, [...same, sent]);
    return carry(request, options);
  });
  const store = new MemoryStore([], '0123456789abcdef');
  const { failures } = await up(bed.run(config.name, store), stackOf(config, where, () => 'tag').steps);
  await status(bed.run(config.name, store));
  await bed.run(config.name, store).withCloud('', { token: '', tags: {} }, fillBucket);
  const standing = JSON.stringify(world);
  const report = await down(bed.run(config.name, store));
  if (failures.length + report.failures.length > 0) throw new Error(JSON.stringify([failures, report.failures]));
  // In an order that does not depend on which of two answers came first.
  const requests = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, sent]) => sent);
  const words = wordsIn([JSON.parse(standing), ...requests.map(({ body }) => membersOf(body))]);
  return { stack: blueprint, requests, world: standing, words, inputs: inputsOf(bed.events, most) };
}

function inputsOf(events: Bed['events'], most: number): ReadonlyMap<string, readonly object[]> {
  const inputs = new Map<string, object[]>();
  for (const event of events) {
    if (event.type !== 'call' || !event.outcome.ok) continue;
    const name = `${event.service}:${event.operation}`;
    const same = inputs.get(name) ?? [];
    if (same.length < most) inputs.set(name, [...same, Object(event.input) as object]);
  }
  return inputs;
}

/** No stack has one, so no request of theirs would ask for what is in it. */
async function fillBucket({ s3 }: Cloud): Promise<void> {
  const Bucket = 'states';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Key of ['a', 'a/b c', 'a']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
}

/** The members of a body, by their names. */
function membersOf(body: string): unknown {
  if (body.startsWith('{')) return JSON.parse(body);
  // `Filter.1.Name` is a Name.
  const pairs = [...new URLSearchParams(body)].map(([name, value]) => ({
    [/[a-zA-Z]+(?=[\d.]*$)/.exec(name)?.[0] ?? name]: value,
  }));
  return pairs;
}

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query?: { readonly [name: string]: string | (string | null)[] | null };
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** A request of the SDK as plain data. */
export function sentRequest({ method, path, query = {}, headers, body }: Sent): SentRequest {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one ?? '']),
  );
  const lower = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => telling.includes(name));
  return { method, path, query: pairs, headers: Object.fromEntries(lower), body: bodyText(body) };
}

/** The headers that the sandbox may look at. */
const telling = ['content-type', 'x-amz-target', 'authorization', 'host'];

const bodyText = (body: unknown): string =>
  typeof body === 'string'
    ? body
    : body instanceof Uint8Array
      ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
      : '';

/** The operation, as far as a request says it by itself. */
const keyOf = ({ method, path, headers, body }: SentRequest): string =>
  headers['x-amz-target'] ??
  new URLSearchParams(body).get('Action') ??
  `${method} ${path.replace(/[\w-]*\d[\w-]*/g, '*')}`;
