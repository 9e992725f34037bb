import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, expect, jest, test } from '@jest/globals';
import { serve, type Served } from '../../../src/sandbox/server.js';
import type { Page } from '../../../src/sandbox/viewer/page.js';
import { clientIn } from '../../../src/sandbox/viewer/client-in.js';
import { anyone, toyEndpoint } from '../toy-cloud.js';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});
const topology = jest.fn<Page['topology']>(async (regions) => ({ regions: regions.map(({ region }) => region) }));
const page: Page = {
  document: async () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html>' }),
  topology,
  lastRun: async () => undefined,
  lesson: async (operation) => (operation === 'ec2:CreateVpc' ? { does: 'Makes a VPC.' } : undefined),
};
async function sandbox(parts: Parameters<typeof toyEndpoint>[0] = { page }) {
  const served = await serve(toyEndpoint(parts), 0);
  open.push(served);
  const ask = (path: string, init: RequestInit = {}) => fetch(`${served.url}${path}`, init);
  return { ...served, ask };
}

test('whoever looks gets what there is and who called what; an answer waits for what is new', async () => {
  const { ask, url } = await sandbox();
  const first = (await (await ask('/_sandbox/view')).json()) as { version: string; calls: unknown[] };
  expect(first).toMatchObject({ topology: { regions: [] }, calls: [] });
  const next = ask(`/_sandbox/view?version=${first.version}&calls=0`);
  const ec2 = new EC2Client({ ...anyone, endpoint: url });
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  ec2.destroy();
  expect(await (await next).json()).toMatchObject({
    calls: [
      {
        ...{ number: 1, service: 'ec2', operation: 'CreateVpc', mutating: true, error: null },
        ...{ by: expect.stringMatching(/^SDK for JavaScript 3/), input: { CidrBlock: '10.0.0.0/16' } },
      },
    ],
  });
});

test('a run is answered once, and its end is seen though no call is made', async () => {
  let isUnderWay = true;
  const lastRun: Page['lastRun'] = async () => ({ shown: { end: isUnderWay ? 'not yet' : 'done' }, isUnderWay });
  const { ask } = await sandbox({ page: { ...page, lastRun } });
  interface Answer {
    readonly version: string;
    readonly runVersion: string;
    readonly run?: object;
  }
  const next = async (query = '') => (await (await ask(`/_sandbox/view${query}`)).json()) as Answer;
  const first = await next();
  expect(first.run).toEqual({ end: 'not yet' });
  const waiting = next(`?version=${first.version}&run=${first.runVersion}`);
  isUnderWay = false;
  const second = await waiting;
  expect(second.run).toEqual({ end: 'done' });
  expect(second.version).toBe(first.version);
  expect((await next(`?version=other&run=${second.runVersion}`)).run).toBeUndefined();
});

test('closing answers those who wait, and while nothing changes nothing is drawn anew', async () => {
  const { ask, close } = await sandbox();
  const { version } = (await (await ask('/_sandbox/view')).json()) as { version: string };
  const drawn = topology.mock.calls.length;
  const waiting = ask(`/_sandbox/view?version=${version}&calls=0`);
  await ask('/_sandbox/health');
  open.splice(0);
  const [answer] = await Promise.all([waiting, close()]);
  expect(answer.status).toBe(200);
  expect(topology.mock.calls.length).toBe(drawn);
});

test('lessons are given by operation, and requests that cannot be sent are refused', async () => {
  const { ask } = await sandbox();
  expect(await (await ask('/_sandbox/lesson?operation=ec2:CreateVpc')).json()).toEqual({ does: 'Makes a VPC.' });
  expect((await ask('/_sandbox/lesson?operation=ec2:Nope')).status).toBe(404);
  const send = (body: string) => ask('/_sandbox/request', { method: 'POST', body });
  const url = 'https://zzz.execute-api.localhost/';
  for (const body of [
    '{',
    '{}',
    '{"method":"BREW","url":"http://a.localhost/"}',
    '{"method":"GET","url":"file:///etc/passwd"}',
  ])
    expect((await send(body)).status).toBe(400);
  expect((await send(JSON.stringify({ method: 'GET', url, headers: { 'a b': 'c' } }))).status).toBe(400);
  expect(await (await send(JSON.stringify({ method: 'GET', url }))).json()).toMatchObject({
    response: { status: 404 },
  });
  expect((await send('{"method":"GET","url":"https://example.com/"}')).status).toBe(404);
});

test.each(['/_sandbox/', '/_sandbox/view', '/_sandbox/lesson?operation=ec2:CreateVpc'])(
  '%s is for pages of this machine alone, and not there where nobody gave a page',
  async (path) => {
    const { ask } = await sandbox();
    expect((await ask(path)).status).toBe(200);
    const foreign: readonly (readonly [string, string])[] = [
      ['origin', 'https://evil.example'],
      ['sec-fetch-site', 'cross-site'],
    ];
    for (const header of foreign) expect((await ask(path, { headers: [[...header]] })).status).toBe(403);
    expect((await (await sandbox({})).ask(path)).status).toBe(404);
  },
);

test.each([
  ['aws-cli/2.15.30 Python/3.11', 'aws-cli 2.15.30'],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.9.5 (+https://www.terraform.io) aws-sdk-go-v2/1.30', 'Terraform 1.9.5'],
  ['Boto3/1.34.0 md/Botocore#1.34.0', 'boto3 1.34.0'],
  ['Mozilla/5.0', undefined],
])('%s is %s', (userAgent, is) => expect(clientIn(userAgent)).toBe(is));
