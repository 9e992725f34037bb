import { RequestCertificateCommand, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ChangeAction,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { configSchema, type Config } from '../../src/config/schema.js';
import { blueprintOf, variant } from './project.js';
import { openRig, type Rig } from './rig.js';

type HasClients = Pick<Rig, 'clients'>;

/** An account in which somebody has a hosted zone with a record of their own. */
export async function rigWithZone(): Promise<{ readonly rig: Rig; readonly zone: string }> {
  const rig = await openRig();
  const zone = await zoneIn(rig);
  await changeRecord(rig, zone, 'CREATE', { Name: 'mail.example.com', Type: 'A', TTL: 60, ...values('192.0.2.1') });
  return { rig, zone };
}

/** Makes the hosted zone example.com. @returns its id */
export async function zoneIn({ clients }: HasClients): Promise<string> {
  const zone = new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: '1' });
  return (await clients.route53.send(zone)).HostedZone?.Id ?? '';
}

/** Puts a stack at https://api.example.com, once that zone is there. */
export function withDomain({ ingress }: Config): void {
  ingress.domain = { name: 'api.example.com', alternativeNames: [], zone: 'example.com' };
}
export const blueprintWithDomain = async (blueprint: string): Promise<Config> =>
  variant(await blueprintOf(blueprint), withDomain);

export const values = (...list: readonly string[]) => ({ ResourceRecords: list.map((Value) => ({ Value })) });

export const changeRecord = (
  { clients }: HasClients,
  HostedZoneId: string,
  Action: ChangeAction,
  ResourceRecordSet: ResourceRecordSet,
) =>
  clients.route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] } }),
  );

/** All that is in a zone. */
export async function recordsIn({ clients }: HasClients, HostedZoneId: string): Promise<readonly ResourceRecordSet[]> {
  return (await clients.route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }))).ResourceRecordSets ?? [];
}
/** The same in short: `api.example.com. A`. Those of the zone itself, and the one of somebody else, are left out. */
export const ownIn = async (rig: Rig, zone: string): Promise<string[]> =>
  (await recordsIn(rig, zone))
    .map(({ Name = '', Type }) => `${Name.replace(/^_[0-9a-f]{32}/, '_')} ${Type}`)
    .filter((it) => !/^(mail\.)?example\.com\. /.test(it));

/** A certificate that somebody has requested and validated by hand, and whose records have been taken out again. */
export async function certificateOf(rig: HasClients, zone: string, ...names: readonly string[]): Promise<string> {
  const { acm } = rig.clients;
  const [DomainName, ...SubjectAlternativeNames] = names;
  const request = {
    DomainName,
    ValidationMethod: 'DNS' as const,
    ...(names.length > 1 && { SubjectAlternativeNames }),
  };
  const { CertificateArn = '' } = await acm.send(new RequestCertificateCommand(request));
  const looked = async () => (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate;
  await looked();
  for (const { ResourceRecord: record } of (await looked())?.DomainValidationOptions ?? [])
    await changeRecord(rig, zone, 'UPSERT', {
      Name: record?.Name,
      Type: 'CNAME',
      TTL: 60,
      ...values(record?.Value ?? ''),
    });
  while ((await looked())?.Status !== 'ISSUED');
  for (const set of await recordsIn(rig, zone)) if (set.Type === 'CNAME') await changeRecord(rig, zone, 'DELETE', set);
  return CertificateArn;
}

/** A service behind a load balancer, or behind an HTTP API. */
export function configOf(type: 'alb' | 'http-api', domain?: object): Config {
  const web =
    type === 'alb'
      ? { rules: [{ path: '$default' }, { path: '/api/*', priority: 1 }] }
      : { discovery: { type: 'srv' }, routes: ['$default'] };
  const parsed = configSchema.parse({
    ...{ name: 'shop', namespace: 'internal', network: { egress: 'public' } },
    services: { web: { image: 'nginx', port: 80, count: 1, ...web } },
    ingress: { type, ...(domain && { domain }) },
  });
  return { ...parsed, name: 'shop' };
}
