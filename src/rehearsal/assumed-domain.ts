import { putCertificate } from '../sandbox/services/acm/put-certificate.js';
import { putZone } from '../sandbox/services/route53/hosted-zones.js';
import { zones } from '../sandbox/services/route53/tables.js';
import { isHostedZoneId, unknownZoneId } from '../hosted-zone-ids.js';
import { plainText } from '../plain-text.js';
import type { LookedUp, PlaceOfLookups } from './looked-up.js';

/** A zone that the registrar leads to. */
export function putHostedZone({ world }: PlaceOfLookups, { want, out }: LookedUp): void {
  const zone = plainText(want['Zone']);
  const isId = isHostedZoneId(zone);
  const id = textIn(out, 'hostedZoneId') ?? (isId ? zone : unknownZoneId);
  const name = textIn(out, 'zoneName') ?? (isId ? domainAround(namesIn(want)) : zone);
  if (zones({ world }).has(id)) return;
  const nameServers = out?.['nameServers'] as readonly string[] | undefined;
  putZone({ world }, { id, name: `${name}.`, callerReference: id, ...(nameServers && { nameServers }) });
}

/** One that is issued for all names; one that the stack requests is made by its own step. */
export function putIssuedCertificate({ world }: PlaceOfLookups, { want }: LookedUp): void {
  if (want['NameServers'] === undefined) putCertificate({ world }, plainText(want['CertificateArn']), namesIn(want));
}

const textIn = (out: LookedUp['out'], member: string): string | undefined => {
  const value = out?.[member];
  return typeof value === 'string' ? value : undefined;
};
const namesIn = (want: LookedUp['want']): string[] => Object.keys(Object(want['Names']));

/** The domain that all names may be in, where only the id of their zone is known. */
function domainAround(names: readonly string[]): string {
  const labels = names.map((name) => name.replace(/^\*\./, '').split('.').toReversed());
  const [first = []] = labels;
  const differs = first.findIndex((label, at) => labels.some((it) => it[at] !== label));
  const common = differs < 0 ? first : first.slice(0, differs);
  const zone = names.length === 1 && common.length > 2 ? common.slice(0, -1) : common;
  return zone.toReversed().join('.');
}
