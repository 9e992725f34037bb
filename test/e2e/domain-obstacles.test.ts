import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { textOf } from '../../src/ui/failure.js';
import { Project } from './project.js';
import type { Rig } from './rig.js';
import { certificateOf, changeRecord, configOf, ownIn, recordsIn, rigWithZone, values } from './domain-bed.js';

/** What is in the way of a domain, and what people are told. From the fourth story on there is a stack. */
let rig: Rig;
let zone: string;
let project: Project;
beforeAll(async () => {
  ({ rig, zone } = await rigWithZone());
  project = new Project(rig, 'shop');
});
afterAll(() => rig.close());

const domain = { name: 'api.example.com', zone: 'example.com' };
const attempted = async (more: object) => {
  const { done, mutating } = await rig.during(() => project.up(configOf('alb', { ...domain, ...more })));
  return { mutating, text: done.failures.map((failure) => textOf(failure, { command: 'up' })).join('\n') };
};

test('a zone that is not there, or is not the only one, is said before anything is made', async () => {
  const { text, mutating } = await attempted({ name: 'api.example.org', zone: 'example.org' });
  expect(text).toContain('there is no public hosted zone example.org in this account');
  expect(text).toContain('aws route53 create-hosted-zone --name example.org --caller-reference 1');
  expect(mutating).toEqual([]);
  for (const CallerReference of ['a', 'b'])
    await rig.clients.route53.send(new CreateHostedZoneCommand({ Name: 'example.net', CallerReference }));
  const several = await attempted({ name: 'api.example.net', zone: 'example.net' });
  expect(several.text).toMatch(/there are several public hosted zones called example\.net: Z0\w+, Z0\w+\./);
  expect(several.mutating).toEqual([]);
});

test('a certificate that cannot be used is said before anything is made', async () => {
  const certificate = await certificateOf(rig, zone, 'www.example.com');
  const { text, mutating } = await attempted({ certificate });
  expect(text).toContain(`${certificate} is not for api.example.com, but for www.example.com`);
  expect(mutating).toEqual([]);
  const missing = await attempted({ certificate: certificate.replace(/.$/, (it) => (it === '0' ? '1' : '0')) });
  expect(missing.text).toContain('does not exist in this account');
});

test("somebody else's record of that name stays, and nothing is made", async () => {
  const record = { Name: 'api.example.com', Type: 'CNAME', TTL: 60, ...values('elsewhere.example.org') } as const;
  await changeRecord(rig, zone, 'CREATE', record);
  const before = await recordsIn(rig, zone);
  const { text, mutating } = await attempted({});
  expect(text).toContain('record-api-example-com: the name of the record set is taken by api.example.com.');
  expect(text).toContain('`ingress.domain` in the config gives the record set another name');
  expect(mutating).toEqual([]);
  expect(await recordsIn(rig, zone)).toEqual(before);
  await changeRecord(rig, zone, 'DELETE', record);
});

test('where the registrar does not lead to the zone, that is said after minutes, with its name servers; the next up goes on', async () => {
  await rig.delegations({ 'example.com': false });
  const { text } = await attempted({});
  expect(text).toMatch(/^issued-certificate: the issued certificate was not ready after 1[45]m/);
  expect(text).toMatch(/They have to be ns-\d+\.awsdns-\d\d\.com, ns-\d+\.awsdns-\d\d\.net, /);
  const waits = project.events.filter((it) => it.type === 'wait' && it.step === 'issued-certificate');
  const told = waits.find((it) => it.type === 'wait' && it.why.includes('awsdns'));
  expect(told).toMatchObject({
    why: expect.stringMatching(/^ACM is looking for the records of api\.example\.com in DNS\. /),
  });
  expect(told?.type === 'wait' && told.seconds).toBeLessThan(300);
  await rig.delegations({ 'example.com': true });
  expect((await attempted({})).text).toBe('');
  const { CertificateSummaryList: all = [] } = await rig.clients.acm.send(new ListCertificatesCommand({}));
  expect(all.filter(({ DomainName }) => DomainName === 'api.example.com')).toHaveLength(1);
});

test('what somebody else needs of the records is not taken from them', async () => {
  const [validation] = (await recordsIn(rig, zone)).filter(({ Type }) => Type === 'CNAME');
  if (!validation) throw new Error('not reached');
  const elsewhere = { Name: 'api.example.com', Type: 'A', TTL: 60, ...values('192.0.2.9') } as const;
  await changeRecord(rig, zone, 'UPSERT', elsewhere);
  expect((await project.down()).failures).toEqual([]);
  // The name leads elsewhere by now; the validation record was the stack's own.
  expect(await ownIn(rig, zone)).toEqual(['api.example.com. A']);
  await changeRecord(rig, zone, 'DELETE', elsewhere);
  await changeRecord(rig, zone, 'CREATE', validation);
  expect((await attempted({})).text).toBe('');
  expect((await project.down()).failures).toEqual([]);
  // Here somebody had made it before, for a certificate of theirs.
  expect(await ownIn(rig, zone)).toEqual(['_.api.example.com. CNAME']);
});
