import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
  type RequestCertificateRequest,
} from '@aws-sdk/client-acm';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { expect, test } from '@jest/globals';
import { acm } from '../../../../src/sandbox/services/acm/index.js';
import { beginUse, endUse } from '../../../../src/sandbox/services/acm/uses.js';
import { setDelegations } from '../../../../src/sandbox/services/route53/dns.js';
import { route53 } from '../../../../src/sandbox/services/route53/index.js';
import { testContext, type TestContext } from '../../context.js';

const request = (it: TestContext, more: Partial<RequestCertificateRequest> = {}) =>
  it.call(acm, RequestCertificateCommand, { DomainName: 'api.example.com', ValidationMethod: 'DNS', ...more })
    .CertificateArn ?? '';
const describe = (it: TestContext, CertificateArn: string) =>
  it.call(acm, DescribeCertificateCommand, { CertificateArn }).Certificate;
const statusOf = (it: TestContext, arn: string) => describe(it, arn)?.Status;

const zoneIn = (it: TestContext, Name = 'example.com') => {
  const { HostedZone, DelegationSet } = it.call(route53, CreateHostedZoneCommand, {
    Name,
    CallerReference: it.world.hex(8),
  });
  return { id: HostedZone?.Id ?? '', nameServers: DelegationSet?.NameServers ?? [] };
};
const putRecord = (
  it: TestContext,
  HostedZoneId: string,
  Name: string | undefined,
  Type: 'CNAME' | 'NS',
  values: readonly (string | undefined)[],
) =>
  it.call(route53, ChangeResourceRecordSetsCommand, {
    HostedZoneId,
    ChangeBatch: {
      Changes: [
        {
          Action: 'UPSERT',
          ResourceRecordSet: { Name, Type, TTL: 300, ResourceRecords: values.map((Value) => ({ Value })) },
        },
      ],
    },
  });
/** Puts the records that a certificate asks for into a zone. */
const validate = (it: TestContext, arn: string, zone: string) => {
  for (const { ResourceRecord: record } of describe(it, arn)?.DomainValidationOptions ?? [])
    putRecord(it, zone, record?.Name, 'CNAME', [record?.Value]);
};

test('the record that proves a name appears after some seconds, the same for all certificates of that name', () => {
  const it = testContext();
  const arn = request(it, { SubjectAlternativeNames: ['api.example.com', '*.api.example.com', 'Example.org'] });
  expect(arn).toMatch(/^arn:aws:acm:us-east-1:000000000000:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const records = (of: string) =>
    describe(it, of)?.DomainValidationOptions?.map(({ ResourceRecord }) => ResourceRecord);
  expect(records(arn)).toEqual([undefined, undefined, undefined]);
  it.pass(10);
  const [own, wildcard, other] = records(arn) ?? [];
  expect(own).toEqual({
    Name: expect.stringMatching(/^_[0-9a-f]{32}\.api\.example\.com\.$/),
    Type: 'CNAME',
    Value: expect.stringMatching(/^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/),
  });
  expect(wildcard).toEqual(own);
  expect(other?.Name).toMatch(/\.example\.org\.$/);
  const second = request(it);
  it.pass(10);
  expect(records(second)).toEqual([own]);
});

test('it is issued minutes after all of its records are served by a zone that the registrar leads to', () => {
  const it = testContext();
  const zone = zoneIn(it);
  const arn = request(it, { SubjectAlternativeNames: ['www.example.com'] });
  it.pass(10);
  const [first] = describe(it, arn)?.DomainValidationOptions ?? [];
  putRecord(it, zone.id, first?.ResourceRecord?.Name, 'CNAME', [first?.ResourceRecord?.Value]);
  it.pass(600);
  expect(statusOf(it, arn)).toBe('PENDING_VALIDATION');
  validate(it, arn, zone.id);
  it.pass(60);
  expect(statusOf(it, arn)).toBe('PENDING_VALIDATION');
  it.pass(180);
  expect(describe(it, arn)).toMatchObject({
    ...{ Status: 'ISSUED', Issuer: 'Amazon', Type: 'AMAZON_ISSUED', KeyAlgorithm: 'RSA-2048' },
    DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }, { ValidationStatus: 'SUCCESS' }],
  });
});

test('a zone that is not delegated never validates, and the next one that is does; after 72 hours it is too late', () => {
  const it = testContext();
  const zone = zoneIn(it);
  expect(setDelegations(it, { 'example.com': 'no' })).toEqual(['example.com takes true or false']);
  setDelegations(it, { 'Example.com': false });
  const [early, late] = [request(it), request(it)];
  it.pass(10);
  validate(it, early, zone.id);
  it.pass(7200);
  expect(statusOf(it, early)).toBe('PENDING_VALIDATION');
  for (let day = 0; day < 3; day++) it.pass(24 * 3600);
  expect(statusOf(it, late)).toBe('VALIDATION_TIMED_OUT');
  const arn = request(it);
  setDelegations(it, { 'example.com': true });
  expect(statusOf(it, arn)).toBe('PENDING_VALIDATION');
  it.pass(180);
  expect(statusOf(it, arn)).toBe('ISSUED');
});

test('a zone within another one is found by the NS record of that, and of two zones of one name the first is asked', () => {
  const it = testContext();
  const parent = zoneIn(it);
  const twin = zoneIn(it);
  const child = zoneIn(it, 'api.example.com');
  const arn = request(it);
  it.pass(10);
  validate(it, arn, twin.id);
  validate(it, arn, child.id);
  it.pass(600);
  expect(statusOf(it, arn)).toBe('PENDING_VALIDATION');
  putRecord(it, parent.id, 'api.example.com', 'NS', child.nameServers);
  it.pass(600);
  expect(statusOf(it, arn)).toBe('ISSUED');
});

test('a token stands for one request for an hour', () => {
  const it = testContext();
  const arn = request(it, { IdempotencyToken: 'once' });
  expect(request(it, { IdempotencyToken: 'once' })).toBe(arn);
  const other = { DomainName: 'www.example.com', ValidationMethod: 'DNS', IdempotencyToken: 'once' } as const;
  expect(it.refusal(acm, RequestCertificateCommand, other).code).toBe('InvalidParameterException');
  it.pass(3601);
  expect(request(it, { IdempotencyToken: 'once' })).not.toBe(arn);
});

test('what is in use is not deleted, and a use is still shown for a while after its end', () => {
  const it = testContext();
  const arn = request(it);
  const balancer = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/1';
  beginUse(it.context(), arn, balancer);
  expect(describe(it, arn)?.InUseBy).toEqual([balancer]);
  endUse(it.context(), arn, balancer, 60);
  expect(it.refusal(acm, DeleteCertificateCommand, { CertificateArn: arn })).toMatchObject({
    ...{ code: 'ResourceInUseException', message: `Certificate ${arn} in account 000000000000 is in use.` },
  });
  it.pass(61);
  it.call(acm, DeleteCertificateCommand, { CertificateArn: arn });
  expect(it.refusal(acm, DescribeCertificateCommand, { CertificateArn: arn }).code).toBe('ResourceNotFoundException');
});

test('a certificate is of one region, and is listed there by status and key type', () => {
  const it = testContext();
  const elsewhere = testContext({ region: 'eu-west-1', world: it.world });
  const arn = request(it);
  expect(it.call(acm, ListCertificatesCommand, {}).CertificateSummaryList).toMatchObject([
    { CertificateArn: arn, DomainName: 'api.example.com', Status: 'PENDING_VALIDATION', InUse: false },
  ]);
  for (const filter of [
    { CertificateStatuses: ['ISSUED' as const] },
    { Includes: { keyTypes: ['EC_prime256v1' as const] } },
  ])
    expect(it.call(acm, ListCertificatesCommand, filter).CertificateSummaryList).toEqual([]);
  expect(elsewhere.call(acm, ListCertificatesCommand, {}).CertificateSummaryList).toEqual([]);
  expect(elsewhere.refusal(acm, DescribeCertificateCommand, { CertificateArn: arn }).code).toBe(
    'ResourceNotFoundException',
  );
  expect(it.refusal(acm, DescribeCertificateCommand, { CertificateArn: 'arn:x' }).code).toBe('ValidationException');
});

test('tags are given with the request, added, and removed by key', () => {
  const it = testContext();
  const arn = request(it, { Tags: [{ Key: 'a', Value: '1' }] });
  it.call(acm, AddTagsToCertificateCommand, { CertificateArn: arn, Tags: [{ Key: 'b' }, { Key: 'a', Value: '2' }] });
  it.call(acm, RemoveTagsFromCertificateCommand, {
    CertificateArn: arn,
    Tags: [{ Key: 'b' }, { Key: 'a', Value: '1' }],
  });
  expect(it.call(acm, ListTagsForCertificateCommand, { CertificateArn: arn }).Tags).toEqual([{ Key: 'a', Value: '2' }]);
});

test.each([
  [
    'a first name of more than 64 characters',
    { DomainName: `${'a'.repeat(60)}.example.com` },
    'InvalidDomainValidationOptionsException',
  ],
  ['what is no domain name', { DomainName: 'localhost' }, 'ValidationException'],
  [
    'more than ten names',
    { SubjectAlternativeNames: [...'abcdefghij'].map((it) => `${it}.example.com`) },
    'LimitExceededException',
  ],
  ['validation by e-mail', { ValidationMethod: 'EMAIL' as const }, 'NotImplemented'],
])('%s is refused', (_, more, code) => {
  const it = testContext();
  const input = { DomainName: 'api.example.com', ValidationMethod: 'DNS' as const, ...more };
  expect(it.refusal(acm, RequestCertificateCommand, input).code).toBe(code);
});
