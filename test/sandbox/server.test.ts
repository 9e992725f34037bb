import { EC2Client, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { afterEach, expect, jest, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { EndpointParts } from '../../src/sandbox/endpoint.js';
import { serve, type Served } from '../../src/sandbox/server.js';
import { World } from '../../src/sandbox/world.js';
import { anyone, ec2Request, toyEndpoint } from './toy-cloud.js';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});
async function sandbox(parts: Partial<EndpointParts> = {}) {
  const endpoint = toyEndpoint(parts);
  const served = await serve(endpoint, 0);
  open.push(served);
  return { endpoint, served, ...served };
}

interface Asked {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
interface Answered {
  status: number | undefined;
  body: string;
  headers: object;
}
/** Without fetch, which would not send a foreign Host. */
const ask = (url: string, { method = 'GET', path = '/', headers = {}, body }: Asked): Promise<Answered> =>
  new Promise((answered, failed) => {
    const outgoing = httpRequest(url + path, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        answered({
          status: incoming.statusCode,
          body: Buffer.concat(chunks).toString(),
          headers: incoming.headers,
        }),
      );
    });
    outgoing.on('error', failed).end(body);
  });
const describeVpcs = {
  method: 'POST',
  headers: { ...ec2Request('').headers },
  body: 'Action=DescribeVpcs&Version=2016-11-15',
};

test('health tells which services there are and what time it is in there', async () => {
  const { url, port } = await sandbox({ realTime: () => Date.parse('2026-01-02T03:04:05Z') });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  const health = await ask(url, { path: '/_sandbox/health' });
  expect(health).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(health.body)).toEqual({
    status: 'ok',
    services: ['ec2', 'iam', 'sts', 'ecs', 'servicediscovery', 'apigatewayv2'],
    time: '2026-01-02T03:04:05.000Z',
  });
});

test('calls are listed, oldest first, and control requests are none', async () => {
  const { url } = await sandbox();
  await ask(url, describeVpcs);
  await ask(url, { path: '/_sandbox/calls' });
  expect(JSON.parse((await ask(url, { path: '/_sandbox/calls' })).body)).toEqual([
    {
      service: 'ec2',
      operation: 'DescribeVpcs',
      mutating: false,
      status: 200,
      error: null,
      time: '1970-01-01T00:00:00.000Z',
    },
  ]);
});

test('faults that have not happened yet are taken back', async () => {
  const { url } = await sandbox();
  const path = '/_sandbox/faults';
  await ask(url, { method: 'POST', path, body: '[{"operation":"DescribeVpcs","times":9,"error":"InternalError"}]' });
  expect((await ask(url, describeVpcs)).status).toBe(500);
  expect(await ask(url, { method: 'DELETE', path })).toMatchObject({ status: 200, body: '[]\n' });
  expect((await ask(url, describeVpcs)).status).toBe(200);
  expect((await ask(url, { method: 'PUT', path })).headers).toMatchObject({ allow: 'GET, POST, DELETE' });
});

test('faults are posted, listed and refused', async () => {
  const { url } = await sandbox();
  const post = (body: string) => ask(url, { method: 'POST', path: '/_sandbox/faults', body });
  const fault = { operation: 'DescribeVpcs', times: 2, error: 'RequestLimitExceeded', after: false };
  expect(
    (await post(JSON.stringify([{ operation: 'DescribeVpcs', times: 2, error: 'RequestLimitExceeded' }]))).status,
  ).toBe(200);
  expect(JSON.parse((await ask(url, { path: '/_sandbox/faults' })).body)).toEqual([fault]);
  expect((await ask(url, describeVpcs)).status).toBe(503);
  expect(JSON.parse((await ask(url, { path: '/_sandbox/faults' })).body)).toEqual([{ ...fault, times: 1 }]);
  expect(await post('[{"operation":"Nope","after":true}]')).toMatchObject({
    status: 400,
    body: expect.stringContaining('"errors":["fault 1: operation: the sandbox has no Nope"],"example":'),
  });
  expect(await post('{')).toMatchObject({
    status: 400,
    body: expect.stringContaining('the body is not JSON; it takes an array of faults"],"example":'),
  });
});

test('GuardDuty is turned on and off, which is kept until a reset', async () => {
  const save = jest.fn(async () => {});
  const { url } = await sandbox({ save });
  const path = '/_sandbox/guardduty';
  const now = async () => JSON.parse((await ask(url, { path })).body) as unknown;
  const post = (body: string) => ask(url, { method: 'POST', path, body });
  expect(await now()).toEqual({ runtimeMonitoring: false });
  expect(await post('{"runtimeMonitoring": true}')).toMatchObject({
    status: 200,
    body: '{"runtimeMonitoring":true}\n',
  });
  expect([await now(), save.mock.calls.length]).toEqual([{ runtimeMonitoring: true }, 1]);
  for (const body of ['{"runtimeMonitoring": "yes"}', '[]', '{'])
    expect(await post(body)).toMatchObject({ status: 400, body: expect.stringContaining('it takes true or false') });
  await ask(url, { method: 'POST', path: '/_sandbox/reset' });
  expect(await now()).toEqual({ runtimeMonitoring: false });
});

test('reset forgets everything and is saved', async () => {
  const world = new World(0, 'full');
  world.table('a').set('b', {});
  const save = jest.fn(async () => {});
  const { url, endpoint } = await sandbox({ world, save });
  endpoint.faults.add([{ operation: 'CreateVpc', after: true }]);
  await ask(url, describeVpcs);
  expect((await ask(url, { method: 'POST', path: '/_sandbox/reset' })).status).toBe(200);
  expect([world.table('a').size, endpoint.faults.pending(), endpoint.calls.all()]).toEqual([0, [], []]);
  expect(save).toHaveBeenCalledTimes(1);
  save.mockRejectedValueOnce(new Error('disk full'));
  expect(await ask(url, { method: 'POST', path: '/_sandbox/reset' })).toMatchObject({
    status: 500,
    body: '{"error":"disk full"}\n',
  });
});

test('control requests that do not exist say which do', async () => {
  const { url } = await sandbox();
  expect(await ask(url, { path: '/_sandbox/nope' })).toMatchObject({
    status: 404,
    body: expect.stringContaining('GET /_sandbox/health'),
  });
  expect(await ask(url, { path: '/_sandbox/reset' })).toMatchObject({
    status: 405,
    headers: { allow: 'POST' },
    body: expect.stringContaining(`curl -X POST ${url}/_sandbox/reset`),
  });
});

test.each([
  ['another host', { host: 'evil.example' }, 403],
  ['another host with a familiar beginning', { host: 'localhost.evil.example:4566' }, 403],
  ['a page from elsewhere', { origin: 'https://evil.example' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['localhost', { host: 'LOCALHOST:1' }, 200],
  ['a name below localhost, with the word that an operation puts before it', { host: 'data-sandbox.localhost:1' }, 200],
  ['the word before an address', { host: 'data-127.0.0.1:1' }, 200],
  ['another word before an address', { host: 'evil-127.0.0.1:1' }, 403],
  ['a name that only ends like localhost', { host: 'evillocalhost:1' }, 403],
  ['IPv6', { host: '[::1]' }, 200],
  ['a page of this machine', { origin: 'http://localhost:3000' }, 200],
])('who asks as %s', async (_name, headers, status) => {
  const { url } = await sandbox();
  expect((await ask(url, { path: '/_sandbox/health', headers })).status).toBe(status);
  expect((await ask(url, { ...describeVpcs, headers: { ...describeVpcs.headers, ...headers } })).status).toBe(status);
});

/** What browsers send along, and no page can change. */
const browser = { 'user-agent': 'Mozilla/5.0 (X11) Firefox/140.0' };
const byBrowsers: readonly (readonly [string, Record<string, string>])[] = [
  ['a picture on a page from elsewhere', { ...browser, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }],
  ['a picture on a page of another port', { ...browser, 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'image' }],
  ['a link that a person follows', { ...browser, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ['a link that another program opens', { ...browser, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
  ['a picture, in a browser of before', { ...browser, referer: 'https://evil.example/' }],
  ['a picture, in a browser of before, without a referrer', browser],
  ['a script of a page from elsewhere', { ...browser, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a form of a page without an origin', { ...browser, origin: 'null', 'sec-fetch-site': 'cross-site' }],
];
const form = 'Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0/16';
const changes = [
  { method: 'GET', path: `/?${form}` },
  { method: 'HEAD', path: `/?${form}` },
  { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  { method: 'POST', body: form, headers: { 'content-type': 'text/plain' }, path: `/?${form}` },
];
test.each(byBrowsers)('%s changes nothing', async (_name, headers) => {
  const { url, endpoint } = await sandbox();
  for (const change of changes) {
    const { status } = await ask(url, { ...change, headers: { ...change.headers, ...headers } });
    expect({ ...change, status }).toMatchObject({ status: 403 });
  }
  expect(endpoint.calls.all()).toEqual([]);
});

test('a person may look at the sandbox in a browser, and a page of this machine may use it', async () => {
  const { url } = await sandbox();
  const typed = { ...browser, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };
  expect((await ask(url, { path: '/_sandbox/calls', headers: typed })).status).toBe(200);
  const own = { ...browser, origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' };
  expect((await ask(url, { ...describeVpcs, headers: { ...describeVpcs.headers, ...own } })).status).toBe(200);
});

test.each(['abc.execute-api.localhost', 'shop-1.elb.localhost', 'abc.execute-api.us-east-1.amazonaws.com'])(
  'under the name of what runs there, %s, neither AWS nor the sandbox itself is reached',
  async (host) => {
    const { url } = await sandbox();
    const call = await ask(url, { ...describeVpcs, headers: { ...describeVpcs.headers, host } });
    const reset = await ask(url, { method: 'POST', path: '/_sandbox/reset', headers: { host } });
    expect([call.status, reset.status]).toEqual(host.endsWith('.localhost') ? [404, 404] : [403, 403]);
    expect(JSON.parse((await ask(url, { path: '/_sandbox/calls' })).body)).toEqual([]);
  },
);

test('a body that is too large is refused and never handled', async () => {
  const { url, endpoint } = await sandbox();
  const response = await ask(url, { ...describeVpcs, body: Buffer.alloc(8 * 1024 * 1024 + 1, 'a') });
  expect(response).toMatchObject({ status: 413, body: expect.stringContaining('8388608 bytes') });
  expect(endpoint.calls.all()).toEqual([]);
});

test('a lost answer is a closed connection', async () => {
  const { url, endpoint } = await sandbox();
  endpoint.faults.add([{ operation: 'CreateVpc', after: true }]);
  const ec2 = new EC2Client({ ...anyone, endpoint: url });
  await expect(ec2.send(new CreateVpcCommand({}))).rejects.toThrow('socket hang up');
  expect(endpoint.calls.all()).toMatchObject([{ operation: 'CreateVpc', status: 200 }]);
  ec2.destroy();
});

test('closing lets a request in flight finish, although its client would keep the connection', async () => {
  const saving: (() => void)[] = [];
  const begun = new EventEmitter();
  const save = () =>
    new Promise<void>((done) => {
      saving.push(done);
      begun.emit('saving');
    });
  const { url, served } = await sandbox({ save });
  const ec2 = new EC2Client({ ...anyone, endpoint: url });
  const inFlight = once(begun, 'saving');
  const sent = ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  await inFlight;
  const closed = served.close();
  open.splice(0);
  await expect(ask(url, { path: '/_sandbox/health' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  saving[0]?.();
  expect(await sent).toMatchObject({ Vpc: { CidrBlock: '10.0.0.0/16' } });
  await closed;
  ec2.destroy();
});

test('a port that is taken is an error that can be told by its code', async () => {
  const { port } = await sandbox();
  await expect(serve(toyEndpoint(), port)).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining(`port ${port}`),
  });
});
