import { DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stackOf } from '../../steps/stack/index.js';
import { tlsPolicy } from '../../steps/elbv2/listener/tls-policy.js';
import { census, left } from './census.js';
import { Project } from './project.js';
import { where, type Rig } from './rig.js';
import { certificateOf, changeRecord, configOf, ownIn, recordsIn, rigWithZone, values } from './domain-bed.js';

/** One stack: each story begins where the one before it ended. */
let rig: Rig;
let zone: string;
let project: Project;
let before: readonly ResourceRecordSet[];
beforeAll(async () => {
  ({ rig, zone } = await rigWithZone());
  before = await recordsIn(rig, zone);
  project = new Project(rig, 'shop');
});
afterAll(() => rig.close());

const named = (more: object = {}) => configOf('alb', { name: 'api.example.com', zone: 'example.com', ...more });
const listeners = async () => {
  const { LoadBalancers: [balancer] = [] } = await rig.clients.elbv2.send(new DescribeLoadBalancersCommand({}));
  const { LoadBalancerArn } = balancer ?? {};
  const { Listeners = [] } = await rig.clients.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  return Listeners.toSorted((a, b) => (a.Port ?? 0) - (b.Port ?? 0));
};
const certificates = async () =>
  ((await rig.clients.acm.send(new ListCertificatesCommand({}))).CertificateSummaryList ?? []).map(
    ({ SubjectAlternativeNameSummaries: names = [], Status }) => `${names.join(' ')} ${Status}`,
  );
/** An `up`, after which another one asks for nothing. */
async function settles(config: ReturnType<typeof named>) {
  const { done, mutating } = await rig.during(() => project.up(config));
  expect(done.failures).toEqual([]);
  expect(await rig.during(() => project.up(config))).toMatchObject({ done: { failures: [] }, mutating: [] });
  const rows = await project.status(config);
  expect(Object.values(rows).filter(({ state }) => state !== 'ok')).toEqual([]);
  return { outs: done.outs, calls: mutating };
}

test('a certificate is requested and validated, HTTPS is served with it, HTTP is sent on there, and the name leads there', async () => {
  const config = named();
  const { outs } = await settles(config);
  const [http, https] = await listeners();
  expect(http).toMatchObject({
    ...{ Protocol: 'HTTP', Port: 80 },
    DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
  });
  expect(https).toMatchObject({
    Protocol: 'HTTPS',
    Port: 443,
    SslPolicy: tlsPolicy,
    DefaultActions: [{ Type: 'forward' }],
  });
  const { Rules = [] } = await rig.clients.elbv2.send(new DescribeRulesCommand({ ListenerArn: https?.ListenerArn }));
  expect(Rules.map(({ Priority }) => Priority)).toEqual(['1', 'default']);
  expect(await certificates()).toEqual(['api.example.com ISSUED']);
  expect(await ownIn(rig, zone)).toEqual(['api.example.com. A', '_.api.example.com. CNAME']);
  const { LoadBalancerUrl } = stackOf(config, where).outputs;
  expect(LoadBalancerUrl?.of(outs.get(LoadBalancerUrl.step.name))).toBe('https://api.example.com');
});

test('with more names, the certificate is replaced before the old one goes, and each name gets its records', async () => {
  const { calls } = await settles(named({ alternativeNames: ['www.example.com', '*.api.example.com'] }));
  expect(calls.filter((it) => /acm|elbv2/.test(it))).toEqual([
    ...['acm:RequestCertificate', 'elbv2:ModifyListener'],
    ...calls.filter((it) => it === 'acm:DeleteCertificate'),
  ]);
  expect(await certificates()).toEqual(['api.example.com *.api.example.com www.example.com ISSUED']);
  expect(await ownIn(rig, zone)).toEqual([
    ...['api.example.com. A', '\\052.api.example.com. A', '_.api.example.com. CNAME'],
    ...['www.example.com. A', '_.www.example.com. CNAME'],
  ]);
});

test('another name takes the place of the first', async () => {
  await settles(named({ name: 'www.example.com' }));
  expect(await certificates()).toEqual(['www.example.com ISSUED']);
  expect(await ownIn(rig, zone)).toEqual(['www.example.com. A', '_.www.example.com. CNAME']);
});

test('a certificate that is there takes the place of the requested one, and back', async () => {
  const certificate = await certificateOf(rig, zone, '*.example.com');
  const { calls } = await settles(named({ name: 'www.example.com', certificate }));
  expect(calls).toContain('elbv2:ModifyListener');
  expect(await certificates()).toEqual(['*.example.com ISSUED']);
  expect(await ownIn(rig, zone)).toEqual(['www.example.com. A']);
  await settles(named());
  const { Certificate } = await rig.clients.acm.send(new DescribeCertificateCommand({ CertificateArn: certificate }));
  expect(Certificate?.InUseBy).toEqual([]);
  expect(await certificates()).toEqual(expect.arrayContaining(['*.example.com ISSUED', 'api.example.com ISSUED']));
});

test('what others have changed is drift, and is set back', async () => {
  const config = named();
  const [, https] = await listeners();
  const SslPolicy = 'ELBSecurityPolicy-2016-08';
  await rig.clients.elbv2.send(new ModifyListenerCommand({ ListenerArn: https?.ListenerArn, SslPolicy }));
  await changeRecord(rig, zone, 'UPSERT', { Name: 'api.example.com', Type: 'A', TTL: 60, ...values('192.0.2.9') });
  const { 'https-listener': listener, 'record-api-example-com': record } = await project.status(config);
  expect([listener?.state, record?.state]).toEqual(['drifted', 'drifted']);
  const { calls } = await settles(config);
  expect(calls.toSorted()).toEqual(['elbv2:ModifyListener', 'route53:ChangeResourceRecordSets']);
});

test('without a domain, HTTP is served again, and the zone is as it was before', async () => {
  await settles(configOf('alb'));
  const [http, ...others] = await listeners();
  expect(http).toMatchObject({ Protocol: 'HTTP', Port: 80, DefaultActions: [{ Type: 'forward' }] });
  expect(others).toEqual([]);
  expect(await recordsIn(rig, zone)).toEqual(before);
});

test('it goes whole, with its domain', async () => {
  await settles(named());
  const { done } = await rig.during(() => project.down());
  expect(done.failures).toEqual([]);
  expect(project.store.records.size).toBe(0);
  expect(await recordsIn(rig, zone)).toEqual(before);
  expect(left(await census(rig))).toEqual({
    certificates: ['*.example.com ISSUED'],
    records: ['mail.example.com. A'],
  });
});
