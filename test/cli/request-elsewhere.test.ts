import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { zoneIn } from '../e2e/domain-bed.js';
import { Desk, type Running } from './program.js';
import { behindItsBack } from './shop-desk.js';

/** A stack at a sandbox that is served elsewhere: its names lead nowhere by the DNS of this machine, or to somebody else. */

const stacks = {
  'a load balancer under a name of its own': `services: {web: {image: nginx, port: 80, rules: [{path: $default}]}}
ingress: {type: alb, domain: {name: alb.example.com, zone: example.com}}`,
  'an HTTP API under a name of its own': `namespace: internal
services: {web: {image: nginx, port: 80, discovery: {type: srv}, routes: ["GET /pets/{id}"]}}
ingress: {domain: {name: api.example.com, zone: example.com}}`,
  'a load balancer under the name of AWS': `services: {web: {image: nginx, port: 80, rules: [{path: $default}]}}
ingress: {type: alb}`,
  'a rule by host': `services: {web: {image: nginx, port: 80, rules: [{path: /a, host: host.example.com}]}}
ingress: {type: alb}`,
} as const;

let serving: Running;
let endpoint: string;
beforeAll(async () => {
  const desk = await Desk.open();
  await behindItsBack(desk, zoneIn);
  serving = desk.start('sandbox', '--port', '0', '--sandbox-speed', 'instant');
  endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(await serving.said('_sandbox/health'))?.[0] ?? '';
});
afterAll(() => void serving.child.kill('SIGINT'));

test.each(Object.entries(stacks))('%s: the command that up tells a person to try is answered', async (what, rest) => {
  const name = `shop-${Object.keys(stacks).indexOf(what)}`;
  const desk = await Desk.open();
  await writeFile(desk.path('provision.yaml'), `name: ${name}\nregion: us-east-1\n${rest}\n`);
  const { code, stdout } = await desk.here('up', '--endpoint-url', endpoint, '--yes');
  expect(code).toBe(0);
  const [, line = ''] = /Try it: provision (.+)/.exec(stdout) ?? [];
  expect(line).toMatch(/^request \/\S* --endpoint-url http:/);
  const tried = await desk.here(...line.split(' '));
  expect([tried.code, tried.stdout]).toEqual([0, expect.stringMatching(/\n200 OK\n[^]*This stands in for nginx/)]);
});
