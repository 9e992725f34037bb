import { expect, test } from '@jest/globals';
import type { StepRecord } from '../../../state/schema.js';
import { addressOf } from '../../../src/commands/trace/recorded-names.js';
import { requestedOf } from '../../../src/commands/trace/requested.js';

/** What a path is of, and where a name of the stack leads, by what is recorded of it alone. */

const balancer = 'shop-1.us-east-1.elb.amazonaws.com';
const record = (type: string, more: Partial<StepRecord>): StepRecord => ({
  ...{ type, at: 'ready', token: '', needs: [], want: {}, tags: {} },
  ...more,
});
const own = record('load-balancer', { out: { dnsName: balancer } });
const forwards = record('listener', { want: { DefaultActions: [{ Type: 'forward' }] } });
let last = 0;
const rule = (path: string | undefined, hosts: readonly string[], method?: string): StepRecord =>
  record('listener-rule', {
    want: {
      Priority: ++last,
      Conditions: [
        ...(hosts.length > 0 ? [{ Field: 'host-header', HostHeaderConfig: { Values: [...hosts] } }] : []),
        ...(path === undefined ? [] : [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }]),
        ...(method === undefined
          ? []
          : [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: [method] } }]),
      ],
      Actions: [],
    },
  });
const stack = (records: readonly StepRecord[], url = `http://${balancer}`) => ({
  outputs: { LoadBalancerUrl: url },
  records: Object.fromEntries(records.map((it, i) => [`${i}`, it])),
});
const asked = (state: ReturnType<typeof stack>, request: string, path?: string) =>
  requestedOf({ request, path }, state).url.href;
const addressIn = ({ records }: ReturnType<typeof stack>, name: string) =>
  addressOf(name, new Map(Object.entries(records)));

test('a rule by host is met under its host, whoever has made the load balancer', () => {
  const byHost = [own, rule('/api/*', ['api.example.com'])];
  expect(asked(stack(byHost), '/api/a?b=c')).toBe('http://api.example.com/api/a?b=c');
  const shared = record('existing-load-balancer', { out: { dnsName: balancer } });
  const guest = stack([shared, rule('/api/*', ['api.example.com'])], 'https://api.example.com:8443');
  expect(asked(guest, '/api/a')).toBe('https://api.example.com:8443/api/a');
});

test('of several hosts, one without a wildcard is asked under; else a wildcard is filled in', () => {
  expect(asked(stack([own, rule('/a', ['*.example.org', 'a.example.com'])]), '/a')).toBe('http://a.example.com/a');
  expect(asked(stack([own, rule('/a', ['*.v?.example.org'])]), '/a')).toBe('http://any.vx.example.org/a');
});

test('each path and method has the host of the rule that takes it', () => {
  const two = stack([
    own,
    rule('/a', ['a.example.com']),
    rule('/b', ['b.example.com']),
    rule('/b', ['c.example.com'], 'POST'),
  ]);
  expect(asked(two, '/b')).toBe('http://b.example.com/b');
  const posted = stack([own, rule('/b', ['b.example.com'], 'GET'), rule('/b', ['c.example.com'], 'POST')]);
  expect(asked(posted, 'POST', '/b')).toBe('http://c.example.com/b');
});

test('a name that serves it already stays: by a rule without a host, or by what takes all the rest', () => {
  const url = `http://${balancer}/a`;
  expect(asked(stack([own, rule('/a', ['a.example.com']), rule('/a', [])]), '/a')).toBe(url);
  expect(asked(stack([own, forwards, rule('/a', ['a.example.com'])]), '/a')).toBe(url);
  expect(asked(stack([own, rule('/b', ['b.example.com'])]), '/a')).toBe(url);
  expect(asked(stack([own, rule('/a', ['*.example.com'])], 'https://www.example.com'), '/a')).toBe(
    'https://www.example.com/a',
  );
});

test('a host that is sent with the request counts as it is', () => {
  const state = stack([own, rule('/a', ['a.example.com', 'b.example.com'])]);
  const { url } = requestedOf({ request: '/a' }, state, { host: 'b.example.com:80' });
  expect(url.href).toBe(`http://${balancer}/a`);
});

test('the rules of a load balancer behind an API are nothing to its clients', () => {
  const api = record('api', { out: { apiUrl: 'https://a1.execute-api.us-east-1.amazonaws.com' } });
  const state = stack([api, own, rule('/a', ['a.example.com'])], 'https://a1.execute-api.us-east-1.amazonaws.com');
  expect(asked(state, '/a')).toBe('https://a1.execute-api.us-east-1.amazonaws.com/a');
  expect(addressIn(state, 'a.example.com')).toBeUndefined();
});

test('a name whose DNS is somebody else’s is asked where it is to lead; a whole URL, too', () => {
  const byHost = stack([own, rule('/a', ['a.example.com', '*.example.org'])]);
  expect(asked(byHost, 'http://other.example.org/a')).toBe('http://other.example.org/a');
  expect(['a.example.com', 'other.example.org'].map((it) => addressIn(byHost, it))).toEqual([balancer, balancer]);
  expect(['b.example.com', balancer, 'localhost'].map((it) => addressIn(byHost, it))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);

  const certificate = record('issued-certificate', { want: { Names: { 'api.example.com': true } } });
  expect(addressIn(stack([own, certificate]), 'api.example.com')).toBe(balancer);
  const target = 'd-1.execute-api.us-east-1.amazonaws.com';
  const domain = record('domain-name', { out: { domainName: 'api.example.com', apiGatewayDomainName: target } });
  expect(addressIn(stack([domain]), 'api.example.com')).toBe(target);
});

test('a name that a record of the stack leads there is asked by DNS', () => {
  const key = { HostedZoneId: 'Z1', Name: 'api.example.com', Type: 'A' };
  const led = record('record-set', { id: key, want: { ...key, AliasTarget: { DNSName: balancer } } });
  const certificate = record('issued-certificate', { want: { Names: { 'api.example.com': true } } });
  expect(addressIn(stack([own, certificate, led]), 'api.example.com')).toBeUndefined();
});
