import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { StepRecord } from '../../state/schema.js';
import { certificateOf, zoneIn } from '../e2e/domain-bed.js';
import { Desk, eventsOf } from './program.js';
import { behindItsBack, instant } from './shop-desk.js';

/** Names that requests are made to, and that only DNS of somebody else leads to a stack: as a person has it who asks such a stack. */

const front = `name: front
region: us-east-1
network: {egress: public}
services: {web: {image: nginx, port: 80, rules: [{path: $default}]}}
ingress: {type: alb, loadBalancer: {shared: true}}
`;

/** A stack behind the load balancer of `front`. */
async function guestOf(desk: Desk, rule: string): Promise<string> {
  const { records } = JSON.parse(await readFile(desk.path('.provision/front.json'), 'utf8')) as {
    readonly records: { readonly [step: string]: StepRecord };
  };
  const out = (step: string, member: string): string => String(Object(records[step]?.out)[member]);
  const subnets = ['a', 'b'].map((zone) => out(`public-subnet-${zone}`, 'subnetId'));
  return `name: guest
region: us-east-1
network: {existing: {vpc: ${out('vpc', 'vpcId')}, public: [${subnets.join(', ')}]}}
services: {api: {image: nginx, port: 8080, rules: [${rule}]}}
ingress: {type: alb, loadBalancer: {arn: "${out('load-balancer', 'loadBalancerArn')}"}}
`;
}
const own = (rules: string): string => `name: shop
region: us-east-1
network: {egress: public}
services: {web: {image: nginx, port: 80, rules: ${rules}}}
ingress: {type: alb}
`;

/** Brings up what is in the file. @returns what was said */
async function up(desk: Desk, config: string, ...more: string[]): Promise<string> {
  await writeFile(desk.path('provision.yaml'), config);
  const { code, stdout, stderr } = await desk.here('up', ...instant, ...more);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** Runs the command that `up` tells a person to try. */
async function tried(desk: Desk, said: string) {
  const line = /Try it: provision (.+)/.exec(said)?.[1] ?? '';
  return { line, ...(await desk.here(...line.split(' '), '--sandbox-speed', 'instant')) };
}

test('behind the load balancer of another stack, a rule by host is met: by the hint of up, by --check, request and trace', async () => {
  const desk = await Desk.open();
  await up(desk, front);
  const said = await up(desk, await guestOf(desk, '{path: "/api/*", host: api.example.com}'), '--check', '/api/a');
  expect(said).toMatch(
    / LoadBalancerUrl {2}http:\/\/api\.example\.com\n {2}DnsTarget {8}front-\d+\.us-east-1\.elb\.amazonaws\.com\n/,
  );
  expect(said).toMatch(
    /\nGET http:\/\/api\.example\.com\/api\/a\nSent to front-\d+\.[^]*\n200 OK\n[^]*"service": "api"/,
  );
  const { line, code, stdout } = await tried(desk, said);
  expect([line, code]).toEqual(['request /api/ --sandbox', 0]);
  expect(stdout).toMatch(/\n200 OK\n[^]*"service": "api"[^]*"host": "api\.example\.com"/);

  const traced = await desk.here('trace', '/api/a', ...instant);
  expect(traced.code).toBe(0);
  expect(traced.stdout).toMatch(
    /✓ name +api\.example\.com is to lead, by DNS of your own that nobody looks at here, to/,
  );
  expect(traced.stdout).toMatch(/✓ listener rule +\w+ fits \/api\/a \(\d+\)[^]*Answered by a task: what api answers/);

  const json = await desk.here('request', '/api/a', ...instant, '--json');
  expect(eventsOf(json.stdout).find(({ type }) => type === 'request')).toMatchObject({
    ...{ url: 'http://api.example.com/api/a', sentTo: expect.stringMatching(/^front-/) },
    answer: { status: 200 },
  });
});

test('a rule by wildcard is met there, too, where the balancer’s own name leads to the other stack', async () => {
  const desk = await Desk.open();
  await up(desk, front);
  const said = await up(desk, await guestOf(desk, '{path: "/api/*", host: "*.example.com"}'), '--check', '/api/a');
  expect(said).toMatch(/ LoadBalancerUrl {2}http:\/\/any\.example\.com\n/);
  expect(said).toMatch(/\n200 OK\n[^]*"service": "api"[^]*"host": "any\.example\.com"/);
});

test('at a load balancer of its own, a path is asked for at the host of its rule; a host that is said counts more', async () => {
  const desk = await Desk.open();
  const said = await up(desk, own('[{path: "/api/*", host: ["*.example.org", api.example.com]}, {path: /here}]'));
  // Its own name is what DNS is to lead to, so it stays what is told.
  expect(said).toMatch(/ LoadBalancerUrl {2}http:\/\/shop-\d+\.us-east-1\.elb\.amazonaws\.com\n/);
  const { code, stdout } = await tried(desk, said);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^GET http:\/\/api\.example\.com\/api\/\nSent to shop-/);
  const here = await desk.here('request', '/here', ...instant);
  expect(here.stdout).toMatch(/^GET http:\/\/shop-\d+\.us-east-1\.elb\.amazonaws\.com\/here\n\n200 OK\n/);

  const withHost = await desk.here('request', '/api/a', '--header', 'Host: b.example.org', ...instant);
  expect([withHost.code, withHost.stdout]).toEqual([0, expect.stringContaining('"host": "b.example.org"')]);
  const other = await desk.here('request', '/api/a', '--header', 'Host: other.example.net', ...instant);
  expect([other.code, other.stdout]).toEqual([3, expect.stringMatching(/\n404 [^]*fits \/api\/a \(default\)/)]);

  const explained = await desk.here('explain', '--request', '/api/a', ...instant);
  expect(explained.stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /name: api\.example\.com is to lead[^]*cannot be resolved: DNS of your own leads it nowhere\.[^]*Answered by a task/,
  );
});

const domain = '{name: api.example.com, certificate: "CERTIFICATE"}';
test.each([
  [
    'a load balancer',
    `services: {web: {image: nginx, port: 80, rules: [{path: $default}]}}\ningress: {type: alb, domain: ${domain}}`,
  ],
  [
    'an HTTP API',
    `namespace: internal\nservices: {web: {image: nginx, port: 80, discovery: {type: srv}, routes: [$default]}}\ningress: {domain: ${domain}}`,
  ],
])('a domain without a zone, of %s: it is asked where the name is to lead', async (_, rest) => {
  const desk = await Desk.open();
  const arn = await behindItsBack(desk, async (rig) => certificateOf(rig, await zoneIn(rig), 'api.example.com'));
  const said = await up(desk, `name: shop\nregion: us-east-1\n${rest.replace('CERTIFICATE', arn)}\n`, '--check', '/a');
  expect(said).toMatch(/\nGET https:\/\/api\.example\.com\/a\nSent to \S+\.amazonaws\.com: [^]*\n200 OK\n/);
  expect((await tried(desk, said)).code).toBe(0);
});
