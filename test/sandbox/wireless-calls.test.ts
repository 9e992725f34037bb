import { describe, expect, test } from '@jest/globals';
import { codeOf, messageOf } from '../../src/aws-errors.js';
import { wirelessAt, InProcessHandler } from '../../src/sandbox/in-process.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { AwsError } from '../../src/sandbox/service.js';
import { services } from '../../src/sandbox/services/index.js';
import { Unsigned } from '../../src/sandbox/unsigned.js';
import { World } from '../../src/sandbox/world.js';
import { shapeOf, type Shape } from '../../src/sdk-schema.js';
import { inFull } from '../full.js';
import { sdks } from './wire/clients.js';
import { dice, randomValue } from './wire/random-value.js';

/**
 * Every operation of every client whose calls may be answered without a wire: what the sandbox gets, what the client gets and what it
 * throws are the same both ways, whatever of an input is empty, absent or unknown.
 */

/** What cannot be the same, and why. The sandbox has none of these, so it refuses them both ways. */
const exceptions: Readonly<Record<string, string>> = {
  'logs:StartLiveTail': 'answers an event stream',
  'logs:GetLogObject': 'answers an event stream',
  'sts:AssumeRoleWithSAML': 'is not signed',
  'sts:AssumeRoleWithWebIdentity': 'is not signed',
  'ec2:CopySnapshot': 'the SDK signs a URL for it',
  'apigatewayv2:ExportApi': 'an empty answer is a body, too',
};

let got: { readonly input: unknown; readonly region: string; readonly key: string | undefined } | undefined;
let next: () => object = () => ({});

const endpoint = new Endpoint({
  services: sdks.map(({ id, wire, operations, errors }) => ({
    ...{ id, wire, errors, timers: [] },
    operations: operations.map((schema) => ({
      schema,
      handle(input, { region, accessKeyId: key }) {
        got = { input, region, key };
        return next();
      },
    })),
  })),
  world: new World(0, 'direct'),
  realTime: () => 0,
  save: async () => {},
});
const asker = { region: 'eu-west-1', accessKeyId: 'A' };
const wireless = wirelessAt(endpoint, asker);
const direct = sdks.filter(({ id }) => wireless.answers(id));
const wiredClient = ({ client }: (typeof sdks)[number]) =>
  client({
    ...{ region: asker.region, credentials: { accessKeyId: asker.accessKeyId, secretAccessKey: 'b' }, maxAttempts: 1 },
    ...{ requestHandler: new InProcessHandler(endpoint), signerConstructor: Unsigned },
    ...{ disableHostPrefix: true, ignoreConfiguredEndpointUrls: true },
  });

/** What stands in a path must be there. */
function labelsIn(shape: Shape, input: object): object {
  const labels =
    shape.kind === 'structure' ? shape.members.filter((it) => it.shape.traits.httpLabel !== undefined) : [];
  return Object.fromEntries(labels.map(({ name }) => [name, Reflect.get(input, name)])) as object;
}

/** Some of it is left out, some is empty, and some is not in the model. */
function thinned(value: unknown, roll: (sides: number) => number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (roll(6) === 0) return Array.isArray(value) ? [] : {};
  if (Array.isArray(value)) return value.map((it) => thinned(it, roll));
  const entries = Object.entries(value).map(([name, it]) => [name, roll(5) === 0 ? undefined : thinned(it, roll)]);
  return Object.fromEntries(entries) as object;
}

/** One thing in it is of another type. */
function mistyped(value: unknown, roll: (sides: number) => number): unknown {
  if (ArrayBuffer.isView(value) || value instanceof Date) return value;
  if (typeof value !== 'object' || value === null || roll(4) === 0) return [7, 'x', true][roll(3)];
  const names = Object.keys(value);
  const [at = ''] = names.slice(roll(Math.max(1, names.length)));
  const own = names.length > 0 ? { [at]: mistyped(Reflect.get(value, at), roll) } : {};
  return Array.isArray(value) ? Object.assign([...value], own) : { ...value, ...own };
}

const membersOf = (input: object, roll: (sides: number) => number): object =>
  Object.fromEntries(Object.entries(input).map(([name, it]) => [name, roll(3) === 0 ? mistyped(it, roll) : it]));

/** Tokens that the SDK makes are others each time, and so is what a request is called. */
const comparable = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replace(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, 'a token');
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(comparable);
  const members = Object.entries(value).filter(([name, it]) => name !== '$metadata' && it !== undefined);
  return Object.fromEntries(members.map(([name, it]) => [name, comparable(it)]));
};

const refused = async (isJson: boolean, ask: () => Promise<object>) =>
  ask().then(
    () => undefined,
    (error: unknown) => ({
      name: codeOf(error),
      // Forms have names of their own for what is where.
      ...(isJson && { message: messageOf(error) }),
      status: (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode,
    }),
  );

const shownOf = (it: typeof got) => it && { ...it, input: comparable(it.input) };

/** What the sandbox got, and what came back. */
async function seen(ask: () => Promise<object>): Promise<object> {
  got = undefined;
  const answer = await ask().then(comparable, (error: unknown) => ({
    is: Object(error) as object,
    name: codeOf(error),
    message: messageOf(error),
    status: (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode,
    fault: (error as { $fault?: string }).$fault,
  }));
  return { got: shownOf(got), answer };
}

test('S3, Route 53 and IAM go over the wire: the SDK changes what it sends, or signs for another region', () => {
  expect(sdks.flatMap(({ id }) => (wireless.answers(id) ? [] : [id])).toSorted()).toEqual(['iam', 'route53', 's3']);
  expect(wireless.answers('lambda')).toBe(false);
});

test.each(Object.entries(exceptions))('%s is not in the sandbox: %s', (name) => {
  expect(services.some(({ id, operations }) => operations.some(({ schema }) => `${id}:${schema[2]}` === name))).toBe(
    false,
  );
});

test.each([
  ['ecs', 'CreateService', { serviceName: 'web', desiredCount: Number.NaN }],
  ['ecs', 'CreateService', { serviceName: 'web', desiredCount: Infinity }],
  ['elbv2', 'CreateTargetGroup', { Name: 'web', Port: Number.NaN }],
  ['logs', 'PutRetentionPolicy', { logGroupName: '/web', retentionInDays: Number.NaN }],
  ['scheduler', 'CreateSchedule', { Name: 'tick', EndDate: new Date(Number.NaN) }],
])('%s:%s refuses numbers and times that are none', async (id, name, input) => {
  next = () => ({});
  expect((await refused(false, () => wireless.ask(id, name, input)))?.status).toBe(400);
});

describe.each(direct)('$id', (sdk) => {
  const { id, operations, command } = sdk;
  const client = wiredClient(sdk);
  const sound = operations.filter(([, , name]) => !(`${id}:${name}` in exceptions));
  const isJson = /json/i.test(sdk.wire.protocol);
  const some = sound.filter((_, at) => at % 20 === 0);

  test.each(inFull([1, 2, 3], [1]))('every call is the same without a wire, thrown by dice %i', async (seed) => {
    const roll = dice(seed);
    for (const [, , name, , of, to] of inFull(sound, some)) {
      const whole = randomValue(shapeOf(of), roll) as object;
      const input = { ...(thinned(whole, roll) as object), ...labelsIn(shapeOf(of), whole), Unmodelled: 'x' };
      const output = thinned(randomValue(shapeOf(to), roll), roll) as object;
      next = () => output;
      const wired = await seen(() => client.send(command(name, input)));
      expect({ [name]: await seen(() => wireless.ask(id, name, input)) }).toEqual({ [name]: wired });
    }
  });

  test.each(inFull([1, 2, 3], [2]))(
    'what is of another type is refused alike, and is no bug, thrown by dice %i',
    async (seed) => {
      const roll = dice(seed);
      next = () => ({});
      for (const [, , name, , of] of inFull(sound, some)) {
        const whole = randomValue(shapeOf(of), roll) as object;
        const input = Object.assign(membersOf(whole, roll), labelsIn(shapeOf(of), whole));
        const wired = await refused(isJson, () => client.send(command(name, input)));
        const here = await refused(isJson, () => wireless.ask(id, name, input));
        expect({ [name]: here?.status }).not.toEqual({ [name]: 500 });
        // What the SDK itself cannot write never leaves.
        if (wired && wired.status === undefined) continue;
        expect({ [name]: here, input }).toEqual({ [name]: wired, input });
      }
    },
  );

  test('what has no name for its path is refused, and never taken for gone', async () => {
    for (const [, , name, , of] of sound) {
      const whole = randomValue(shapeOf(of), dice(1)) as object;
      for (const label of Object.keys(labelsIn(shapeOf(of), whole)))
        for (const blank of [undefined, ''])
          expect(await refused(false, () => wireless.ask(id, name, { ...whole, [label]: blank }))).toEqual({
            name: 'NotImplemented',
            status: 501,
          });
    }
  });

  test('so is every error', async () => {
    const roll = dice(5);
    const [, , name = ''] = sound.find(([, , , , of]) => shapeOf(of).kind === 'structure') ?? [];
    const input = randomValue(shapeOf(sound.find((it) => it[2] === name)?.[4] ?? 'unit'), roll) as object;
    const bare: readonly [string, object][] = [
      ['SomethingElse', {}],
      ['Teapot', { status: 418 }],
      ['Fails', { status: 503 }],
    ];
    const modelled = sdk.errors.map((error): [string, object] => {
      const { message: _m, Message: _M, ...members } = randomValue(shapeOf(error), roll) as Record<string, unknown>;
      return [error[2], { members }];
    });
    for (const [code, more] of [...bare, ...modelled]) {
      next = () => {
        throw new AwsError(code, 'boom <&>', more);
      };
      const { answer: wired } = (await seen(() => client.send(command(name, input)))) as { answer: { is: object } };
      const { answer } = (await seen(() => wireless.ask(id, name, input))) as { answer: { is: object } };
      expect({ ...answer, is: undefined }).toEqual({ ...wired, is: undefined });
      const members = Object.keys((more as { members?: object }).members ?? {});
      for (const member of members) expect(answer.is).toHaveProperty([member], Reflect.get(wired.is, member));
      const Thrown = sdk.exception(code);
      if (typeof Thrown === 'function') expect(answer.is).toBeInstanceOf(Thrown);
    }
  });
});
