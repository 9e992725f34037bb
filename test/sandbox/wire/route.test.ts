import { expect, test } from '@jest/globals';
import type { StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import { Endpoint } from '../../../src/sandbox/endpoint.js';
import type { Operation, Service } from '../../../src/sandbox/service.js';
import { World } from '../../../src/sandbox/world.js';
import { requestTo } from '../toy-cloud.js';

/** Operations that answer their own name and input, by routes that overlap. */
const echo: StaticStructureSchema = [3, 'test', 'Echo', 0, ['operation', 'input'], [0, 15]];
type Refs = StaticStructureSchema[5];
const operation = (name: string, method: string, uri: string, names: string[], refs: Refs): Operation => {
  const input: StaticStructureSchema = [3, 'test', `${name}Input`, 0, names, refs];
  const schema: StaticOperationSchema = [9, 'test', name, { http: [method, uri, 200] }, () => input, () => echo];
  return { schema, handle: (it) => ({ operation: name, input: it }) };
};
const label = (): [0, 1] => [0, 1];
const service = (operations: Operation[]): Service => ({
  id: 'rest',
  wire: { protocol: 'restJson1', signingName: 'rest' },
  operations,
  errors: [],
  timers: [],
});
const endpointOf = (...operations: Operation[]) =>
  new Endpoint({
    services: [service(operations)],
    world: new World(0, 'rest'),
    realTime: () => 0,
    save: async () => {},
  });
const endpoint = endpointOf(
  operation('AnyThing', 'GET', '/things/{Id}', ['Id'], [label()]),
  operation('Rest', 'GET', '/things/{Path+}', ['Path'], [label()]),
  operation('Middle', 'GET', '/things/{Path+}/end', ['Path'], [label()]),
  operation('Special', 'GET', '/things/special', [], []),
  operation('Copy', 'POST', '/things?copy', ['From'], [[0, { httpQuery: 'from' }]]),
  operation('Move', 'POST', '/things?mode=move', [], []),
  operation(
    'Make',
    'POST',
    '/things',
    ['Count', 'Keys', 'Big'],
    [[1, { httpQuery: 'count' }], [64, { httpQuery: 'key' }], 2],
  ),
  operation('Put', 'PUT', '/raw', ['Bytes'], [[21, 16]]),
);
const get = async (method: string, url: string, body = '') => {
  const [path = '', query = ''] = url.split('?');
  const response = await endpoint.handle(
    requestTo('rest', { method, path, query: new URLSearchParams(query), body: Buffer.from(body) }),
  );
  return [response?.status, JSON.parse(String(response?.body))] as const;
};

test.each([
  ['GET', '/things/special', 'Special', {}],
  ['GET', '/things/specials', 'AnyThing', { Id: 'specials' }],
  ['GET', '/things/a%2Fb%20c', 'AnyThing', { Id: 'a/b c' }],
  ['GET', '/things/a/', 'AnyThing', { Id: 'a' }],
  ['GET', '/things/a/b%2Fc/d', 'Rest', { Path: 'a/b/c/d' }],
  ['GET', '/things/a/b/end', 'Middle', { Path: 'a/b' }],
  ['POST', '/things?copy&from=x', 'Copy', { From: 'x' }],
  ['POST', '/things?mode=move', 'Move', {}],
  ['POST', '/things?mode=other&count=3&key=a&key=b', 'Make', { Count: 3, Keys: ['a', 'b'] }],
])('%s %s is %s', async (method, url, name, input) => {
  expect(await get(method, url)).toEqual([200, { operation: name, input }]);
});

test('members of the body stand beside those of the query', async () => {
  expect(await get('POST', '/things?count=1', '{"Big":true,"Count":9}')).toEqual([
    200,
    { operation: 'Make', input: { Big: true, Count: 1 } },
  ]);
});

test('a payload is the body as it is', async () => {
  const bytes = Object.fromEntries([...Buffer.from('{raw')].map((byte, at) => [at, byte]));
  expect(await get('PUT', '/raw', '{raw')).toEqual([200, { operation: 'Put', input: { Bytes: bytes } }]);
});

test.each([
  ['DELETE', '/things/a'],
  ['GET', '/things/'],
  ['GET', '/things//b'],
  ['GET', '/things/%zz'],
  ['GET', '/other'],
])('%s %s is no operation', async (method, url) => {
  const [status, body] = await get(method, url);
  expect([status, body.message]).toEqual([
    501,
    `the sandbox does not have rest:${method} ${url} yet; nothing was changed`,
  ]);
});

test('a query member given twice or of the wrong kind is refused', async () => {
  expect(await get('POST', '/things?count=1&count=2')).toEqual([400, { message: 'Count: given more than once' }]);
  expect(await get('POST', '/things?count=x')).toEqual([400, { message: "Count: 'x' is not a number" }]);
});

test('bindings that nobody has needed yet are refused when the service is first called', async () => {
  const unknown = operation('Odd', 'GET', '/odd', ['Header'], [[0, { httpHeader: 'x-odd' }]]);
  const request = requestTo('rest', { method: 'GET', path: '/odd' });
  await expect(endpointOf(unknown).handle(request)).rejects.toThrow('does not know httpHeader, which Odd.Header has');
});
