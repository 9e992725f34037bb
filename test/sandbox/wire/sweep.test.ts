import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Operation } from '../../../src/sandbox/service.js';
import { AwsError } from '../../../src/sandbox/service.js';
import { Endpoint } from '../../../src/sandbox/endpoint.js';
import { serve, type Served } from '../../../src/sandbox/server.js';
import { services } from '../../../src/sandbox/services/index.js';
import { shapeOf, type Shape } from '../../../src/sdk-schema.js';
import { World } from '../../../src/sandbox/world.js';
import { inFull } from '../../full.js';
import { sdks, type Client, type Sdk } from './clients.js';
import { dice, isFree, randomValue } from './random-value.js';

/**
 * Every operation of every client in use, over real HTTP: a random input must arrive as it was sent, a random output
 * must come back as it was answered, and every modelled error must arrive as its own class with its own members.
 */

/** What cannot work, and why. A test below holds that each of these does fail. */
const exceptions: { readonly [operation: string]: string } = {
  'logs:StartLiveTail': 'answers an event stream',
  'logs:GetLogObject': 'answers an event stream',
  's3:SelectObjectContent': 'answers an event stream',
  's3:ListDirectoryBuckets': 'is signed for another service, s3express',
  's3:WriteGetObjectResponse': 'is signed for another service, s3-object-lambda',
};
/** What the handlers got last, and what they shall do next. */
let got: unknown;
let next: () => object = () => ({});

const operationOf = (schema: Operation['schema']): Operation => ({
  schema,
  handle(input) {
    got = input;
    return next();
  },
});
const endpoint = new Endpoint({
  services: sdks.map(({ id, wire, operations, errors }) => ({
    id,
    wire,
    errors,
    operations: operations.map(operationOf),
    timers: [],
  })),
  world: new World(0, 'sweep'),
  realTime: () => 0,
  save: async () => {},
});
let served: Served;
const clients = new Map<string, Client>();

beforeAll(async () => {
  served = await serve(endpoint, 0);
  for (const { id, client } of sdks)
    clients.set(
      id,
      client({
        endpoint: served.url,
        region: 'us-east-1',
        credentials: { accessKeyId: 'A', secretAccessKey: 'b' },
        maxAttempts: 1,
        disableHostPrefix: true,
      }),
    );
});
afterAll(async () => {
  clients.forEach((client) => client.destroy());
  await served.close();
});

const clientOf = ({ id }: Sdk): Client => {
  const client = clients.get(id);
  if (!client) throw new Error(id);
  return client;
};

/** What the SDK hands out as a stream, read to its end. */
async function whole(answer: Record<string, unknown>): Promise<Record<string, unknown>> {
  const read = async ([name, it]: [string, unknown]) => [name, isStream(it) ? await it.transformToByteArray() : it];
  return Object.fromEntries(await Promise.all(Object.entries(answer).map(read))) as Record<string, unknown>;
}
const isStream = (it: unknown): it is { transformToByteArray(): Promise<Uint8Array> } =>
  typeof it === 'object' && it !== null && 'transformToByteArray' in it && !(it instanceof Uint8Array);

/** What arrived, without what the client computed by itself. */
function given(value: unknown, shape: Shape): unknown {
  const computed = shape.kind === 'structure' ? shape.members.filter((it) => !isFree(it)).map(({ name }) => name) : [];
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => !computed.includes(name)));
}

/** The SDK hands out blobs with methods of its own; their bytes are what counts. */
function bare(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(bare);
  const members = Object.entries(value).filter(([key]) => key !== '$metadata');
  return Object.fromEntries(members.map(([key, it]) => [key, bare(it)]));
}

/** Form parameters have no way to say an empty structure, nor a list of nothing but such. */
function sayable(value: unknown, wire: Sdk['wire']): unknown {
  if (!wire.protocol.endsWith('Query') || !isComposite(value)) return value;
  const all = Object.entries(value).map(([key, it]) => [key, sayable(it, wire)] as const);
  const said = all.filter(([, it]) => !isComposite(it) || Object.keys(it).length > 0);
  return Array.isArray(value) ? said.map(([, it]) => it) : Object.fromEntries(said);
}
const isComposite = (it: unknown): it is object => typeof it === 'object' && it !== null && !(it instanceof Date);

const isServed = (id: string, operation: string): boolean =>
  services.some((it) => it.id === id && it.operations.some(({ schema }) => schema[2] === operation));

describe.each(sdks)('$id', (sdk) => {
  const sound = sdk.operations.filter((schema) => !exceptions[`${sdk.id}:${schema[2]}`]);

  test('every command and every exception that the client has is among those sent here', () => {
    expect(sdk.operations.map((schema) => `${schema[2]}Command`).toSorted()).toEqual(sdk.commands.toSorted());
    expect(sdk.errors.map((schema) => schema[2]).toSorted()).toEqual(sdk.exceptions.toSorted());
    expect(sdk.operations.length).toBeGreaterThan(0);
  });

  test('every input arrives as it was sent and every output as it was answered', async () => {
    const roll = dice(7);
    // In short: of what the sandbox has each third, and each ninth of the others.
    const some = sound.filter((schema, at) => at % (isServed(sdk.id, schema[2]) ? 3 : 9) === 0);
    for (const schema of inFull(sound, some)) {
      const input = randomValue(shapeOf(schema[4]), roll) as object;
      const output = randomValue(shapeOf(schema[5]), roll) as object;
      next = () => output;
      const sent = sayable(bare(input), sdk.wire);
      const answer = await clientOf(sdk).send(sdk.command(schema[2], input));
      expect({ [schema[2]]: bare(given(got, shapeOf(schema[4]))) }).toEqual({ [schema[2]]: sent });
      expect({ [schema[2]]: bare(given(await whole(answer), shapeOf(schema[5]))) }).toEqual({
        [schema[2]]: bare(output),
      });
    }
  });
});

test.each(services)('the sandbox recognises $id by what its client says of itself', ({ id, wire }) => {
  const own = sdks.find((it) => it.id === id)?.wire;
  expect(bySlash(wire)).toEqual(own && bySlash(own));
});
/** The SDK's own namespace of EC2 has no slash at its end, and EC2's answers have one. */
const bySlash = (wire: Sdk['wire']): Sdk['wire'] =>
  'xmlns' in wire ? { ...wire, xmlns: wire.xmlns.replace(/\/?$/, '/') } : wire;

const sdksWithErrors = sdks.filter(({ errors }) => errors.length > 0);
test.each(sdksWithErrors)('$id: every modelled error arrives as its class, with its members', async (sdk) => {
  const roll = dice(11);
  const operation = sdk.operations.find((schema) => shapeOf(schema[4]).kind === 'structure');
  if (!operation) throw new Error('no operation with an input');
  for (const error of sdk.errors) {
    const { message: _m, Message: _M, ...members } = randomValue(shapeOf(error), roll) as Record<string, unknown>;
    next = () => {
      throw new AwsError(error[2], 'boom <&>', { members });
    };
    const input = randomValue(shapeOf(operation[4]), roll) as object;
    const thrown = await clientOf(sdk)
      .send(sdk.command(operation[2], input))
      .catch((it: unknown) => it);
    expect(thrown).toBeInstanceOf(sdk.exception(error[2]));
    expect(thrown).toMatchObject({ name: error[2], message: 'boom <&>', ...members });
  }
});

test.each(Object.keys(exceptions))('%s is an exception because it does not work', async (name) => {
  const [id, operation = ''] = name.split(':');
  const sdk = sdks.find((it) => it.id === id);
  const schema = sdk?.operations.find((it) => it[2] === operation);
  if (!sdk || !schema) throw new Error(`there is no ${name}`);
  const roll = dice(3);
  const output = randomValue(shapeOf(schema[5]), roll) as object;
  next = () => output;
  const sent = clientOf(sdk).send(sdk.command(operation, randomValue(shapeOf(schema[4]), roll) as object));
  const answer = await sent.then(bare, (error: unknown) => error);
  expect(answer).not.toEqual(bare(output));
});
