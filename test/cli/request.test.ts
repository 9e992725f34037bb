import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from '@jest/globals';
import { eventsOf, type Desk } from './program.js';
import { behindItsBack, instant, openShopDesk } from './shop-desk.js';

/** `provision request` as a person has it. */

let desk: Desk;
beforeAll(async () => {
  const opened = await openShopDesk();
  desk = opened.desk;
  // A person is told how to try it.
  expect(opened.stdout).toContain('Try it: provision request /pets/1 --sandbox');
});

test('what arrives is answered, with status, headers and body as they came', async () => {
  const { code, stdout, stderr } = await desk.here('request', '/pets/7', ...instant);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^GET https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/pets\/7\n\n200 OK\n/);
  expect(stdout).toMatch(/\nx-sandbox-task: arn:aws:ecs:us-east-1:000000000000:task\/shop\/\w+\n/);
  expect(stdout).toMatch(/\n\n\{\n {2}"message": "This stands in for nginx: /);
  expect(stdout.endsWith('}\n')).toBe(true);
});

test('with a body and headers; as data', async () => {
  const sent = ['request', 'get', '/pets/7?a=b', '--body', 'hello', '--header', 'X-A: b'];
  const { code, stdout } = await desk.here(...sent, ...instant, '--json');
  expect(code).toBe(0);
  const [event] = eventsOf(stdout).filter(({ type }) => type === 'request') as { answer?: { body: string } }[];
  expect(event).toMatchObject({ method: 'GET', answer: { is: 'answered', status: 200 } });
  expect(JSON.parse(event?.answer?.body ?? '')).toMatchObject({ request: { query: { a: 'b' }, bytes: 5 } });
});

test('what is dropped: what AWS answers, at which hop, and what to change; exit code 3', async () => {
  const { code, stdout } = await desk.here('request', 'POST', '/pets/7', ...instant);
  expect(code).toBe(3);
  expect(stdout).toMatch(/\n404 Not Found\n[^]*\nx-sandbox-dropped-at: route \w+\n[^]*\{"message":"Not Found"\}\n/);
  expect(stdout).toMatch(/✗ route +\w+ no route fits POST \/pets\/7\n/);
});

test('up --check asks at its end until it is answered, and shows the answer', async () => {
  const { code, stdout, stderr } = await desk.here('up', '--check', '/pets/7', ...instant);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/up shop done: [^]*\n200 OK\n[^]*"message": "This stands in for nginx/);
});

test('up --check of what is not answered: the stack is there, and the hop is said; exit code 3', async () => {
  const { code, stdout } = await desk.here('up', '--check', '/none', ...instant);
  expect(code).toBe(3);
  expect(stdout).toMatch(/up shop done: [^]*\n404 Not Found\n[^]*✗ route/);
  const json = await desk.here('up', '--check', '/none', ...instant, '--json');
  expect(json.code).toBe(3);
  const ends = eventsOf(json.stdout).map(({ type }) => type);
  expect(ends.slice(-3)).toEqual(['request', 'trace', 'result']);
});

test('nobody is there: 503 of the API, and why', async () => {
  const nobody = new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 0 });
  await behindItsBack(desk, ({ clients }) => clients.ecs.send(nobody));
  const { code, stdout } = await desk.here('request', '/pets/7', ...instant);
  expect(code).toBe(3);
  expect(stdout).toMatch(/\n503 Service Unavailable\n[^]*nothing is registered in web/);
});

test('a URL where nothing listens is no answer, and that is said as a client sees it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const { code, stdout } = await desk.here('request', `http://127.0.0.1:${port}/`, ...instant);
  expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringMatching(/no API and no load balancer/) });
});

test.each([
  [['request', 'FETCH', '/'], /FETCH is no method of HTTP/],
  [['up', '--check', 'pets'], /--check pets: it takes a path, which begins with a slash/],
  [['request', '/', '--header', 'nothing'], /"nothing" is no header\n {2}--header "Content-Type: application\/json"/],
])('%p is refused before anything is sent', async (words, why) => {
  const { code, stderr } = await desk.here(...words, ...instant);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(why) });
});
