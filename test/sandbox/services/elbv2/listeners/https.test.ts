import { DescribeCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  AddListenerCertificatesCommand,
  CreateListenerCommand,
  DeleteLoadBalancerCommand,
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeSSLPoliciesCommand,
  ModifyListenerCommand,
  RemoveListenerCertificatesCommand,
  type CreateListenerInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { setDelays, spread } from '../../../../../src/sandbox/delays.js';
import { acm } from '../../../../../src/sandbox/services/acm/index.js';
import { certificates } from '../../../../../src/sandbox/services/acm/tables.js';
import { notFound, testCloud } from '../cloud.js';

const policy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** A load balancer, and certificates for it: what ACM takes to issue one is in its own tests. */
function withCertificates() {
  const cloud = testCloud();
  const LoadBalancerArn = cloud.balancer()?.LoadBalancerArn ?? '';
  const requested = (DomainName = 'api.example.com') =>
    cloud.any(acm, RequestCertificateCommand, { DomainName, ValidationMethod: 'DNS' }).CertificateArn ?? '';
  const issued = (name?: string) => {
    const arn = requested(name);
    const row = certificates(cloud.context()).get(arn);
    if (row) row.status = 'ISSUED';
    return arn;
  };
  const https = (CertificateArn: string, more: Partial<CreateListenerInput> = {}): CreateListenerInput => ({
    ...{ LoadBalancerArn, Protocol: 'HTTPS', Port: 443, DefaultActions: [notFound] },
    ...{ Certificates: [{ CertificateArn }], ...more },
  });
  const usersOf = (CertificateArn: string) =>
    cloud.any(acm, DescribeCertificateCommand, { CertificateArn }).Certificate?.InUseBy;
  return { ...cloud, LoadBalancerArn, requested, issued, https, usersOf };
}

test('an HTTPS listener has a certificate and a policy, and ACM shows who uses the certificate until a while after', () => {
  const it = withCertificates();
  const [first, second] = [it.issued(), it.issued('www.example.com')];
  const { Listeners: [made] = [] } = it.call(CreateListenerCommand, it.https(first, { SslPolicy: policy }));
  expect(made).toMatchObject({ Protocol: 'HTTPS', SslPolicy: policy, Certificates: [{ CertificateArn: first }] });
  expect(it.call(CreateListenerCommand, it.https(first, { SslPolicy: policy })).Listeners).toEqual([made]);
  expect(it.refused(CreateListenerCommand, it.https(first))[0]).toBe('DuplicateListenerException');
  expect(it.usersOf(first)).toEqual([it.LoadBalancerArn]);
  const ListenerArn = made?.ListenerArn;
  it.call(ModifyListenerCommand, { ListenerArn, Certificates: [{ CertificateArn: second }] });
  expect(it.call(DescribeListenersCommand, { LoadBalancerArn: it.LoadBalancerArn }).Listeners).toMatchObject([
    { SslPolicy: policy, Certificates: [{ CertificateArn: second }] },
  ]);
  expect([it.usersOf(first), it.usersOf(second)]).toEqual([[it.LoadBalancerArn], [it.LoadBalancerArn]]);
  it.pass(60);
  expect(it.usersOf(first)).toEqual([]);
  it.call(DeleteLoadBalancerCommand, { LoadBalancerArn: it.LoadBalancerArn });
  it.pass(60);
  expect(it.usersOf(second)).toEqual([]);
});

test('an HTTP listener becomes one of HTTPS and back', () => {
  const it = withCertificates();
  const ListenerArn = it.listener(it.LoadBalancerArn, notFound);
  const Certificates = [{ CertificateArn: it.issued() }];
  it.call(ModifyListenerCommand, { ListenerArn, Protocol: 'HTTPS', Port: 443, Certificates });
  const shown = () => it.call(DescribeListenersCommand, { ListenerArns: [ListenerArn] }).Listeners?.[0];
  expect(shown()).toMatchObject({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08', Certificates });
  it.call(ModifyListenerCommand, { ListenerArn, Protocol: 'HTTP', Port: 80 });
  expect(Object.keys(shown() ?? {})).not.toContain('Certificates');
});

test('a certificate must be there and be issued, and be known to the load balancer', () => {
  const it = withCertificates();
  const waiting = it.requested();
  const unknown = waiting.replace(/.$/, 'x');
  expect(it.refused(CreateListenerCommand, it.https(unknown))).toEqual([
    ...['CertificateNotFoundException', `Certificate '${unknown}' not found`],
  ]);
  const unsupported = (arn: string) => [
    'UnsupportedCertificate',
    `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
  ];
  expect(it.refused(CreateListenerCommand, it.https(waiting))).toEqual(unsupported(waiting));
  setDelays(it, { 'certificate-known': 20 });
  const fresh = it.issued();
  spread(it.context(), 'certificate-known', fresh);
  expect(it.refused(CreateListenerCommand, it.https(fresh))).toEqual(unsupported(fresh));
  it.pass(20);
  expect(it.call(CreateListenerCommand, it.https(fresh)).Listeners).toHaveLength(1);
});

test('a listener without what its protocol needs, or with what it has not, is refused', () => {
  const it = withCertificates();
  const arn = it.issued();
  const code = (input: CreateListenerInput) => it.refused(CreateListenerCommand, input)[0];
  const { Certificates, ...bare } = it.https(arn);
  expect(code(bare)).toBe('ValidationError');
  expect(code({ ...it.https(arn), Protocol: 'HTTP' })).toBe('ValidationError');
  expect(code({ ...it.https(arn), Certificates: [...(Certificates ?? []), ...(Certificates ?? [])] })).toBe(
    'ValidationError',
  );
  expect(code(it.https(arn, { SslPolicy: 'mine' }))).toBe('SSLPolicyNotFoundException');
  expect(code(it.https(arn, { SslPolicy: 'ELBSecurityPolicy-FS-2018-06' }))).toBe('NotImplemented');
});

test('more certificates are added beside the default one, which stays', () => {
  const it = withCertificates();
  const [own, other] = [it.issued(), it.issued('www.example.com')];
  const ListenerArn = it.call(CreateListenerCommand, it.https(own)).Listeners?.[0]?.ListenerArn;
  const both = { ListenerArn, Certificates: [{ CertificateArn: other }] };
  it.call(AddListenerCertificatesCommand, both);
  const listed = () => it.call(DescribeListenerCertificatesCommand, { ListenerArn }).Certificates;
  expect(listed()).toEqual([
    { CertificateArn: own, IsDefault: true },
    { CertificateArn: other, IsDefault: false },
  ]);
  expect(it.usersOf(other)).toEqual([it.LoadBalancerArn]);
  it.call(RemoveListenerCertificatesCommand, both);
  expect(listed()).toHaveLength(1);
  const ofDefault = { ListenerArn, Certificates: [{ CertificateArn: own }] };
  expect(it.refused(RemoveListenerCertificatesCommand, ofDefault)).toEqual([
    ...['OperationNotPermittedException', 'Default Certificate cannot be removed.'],
  ]);
});

test('policies tell their protocols and ciphers', () => {
  const it = withCertificates();
  const { SslPolicies: [one] = [] } = it.call(DescribeSSLPoliciesCommand, { Names: [policy] });
  expect(one).toMatchObject({ Name: policy, SslProtocols: ['TLSv1.2', 'TLSv1.3'] });
  expect(one?.Ciphers?.[0]).toEqual({ Name: 'TLS_AES_128_GCM_SHA256', Priority: 1 });
});
