import { expect, test } from '@jest/globals';
import { send } from '../../../src/commands/request/send.js';
import { serving } from './serving.js';

/** Where a request is sent, and what is sent there. */

const signal = new AbortController().signal;

test('to the address that it is given, under the name that is asked for', async () => {
  const hosts: unknown[] = [];
  const port = await serving(200, '', ({ headers, url }) => hosts.push([headers.host, headers['x-sandbox-to'], url]));
  const url = new URL(`http://api.example.com:${port}/a?b=c`);
  const way = { address: '127.0.0.1', timeoutMs: 5000, signal };
  expect(await send({ method: 'GET', url, headers: {} }, way)).toMatchObject({ is: 'answered', status: 200 });
  await send({ method: 'GET', url, headers: { Host: 'other.example.com' } }, way);
  expect(hosts).toEqual([
    [`api.example.com:${port}`, undefined, '/a?b=c'],
    ['other.example.com', undefined, '/a?b=c'],
  ]);
});

test('through the door of a sandbox, which is told where it would go on AWS', async () => {
  const seen: unknown[] = [];
  const port = await serving(200, '', ({ headers }) => seen.push([headers.host, headers['x-sandbox-to']]));
  const way = { door: `http://127.0.0.1:${port}`, timeoutMs: 5000, signal };
  const balancer = 'shop-1.us-east-1.elb.amazonaws.com';
  await send({ method: 'GET', url: new URL(`http://${balancer}/`), headers: {} }, way);
  const byName = { method: 'GET', url: new URL('http://api.example.com:8080/'), headers: {} };
  await send(byName, { ...way, address: balancer });
  expect(seen).toEqual([
    [balancer, balancer],
    ['api.example.com:8080', `${balancer}:8080`],
  ]);
});
