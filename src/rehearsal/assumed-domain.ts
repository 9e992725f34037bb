import type { StepRecord } from '../../state/schema.js';
import { isKnown, wantBeforehand } from '../runner/want-beforehand.js';
import { putCertificate } from '../sandbox/services/acm/put-certificate.js';
import { putZone } from '../sandbox/services/route53/hosted-zones.js';
import { zones } from '../sandbox/services/route53/tables.js';
import type { World } from '../sandbox/world.js';
import type { Step } from '../step.js';
import { isHostedZoneId, unknownZoneId } from '../hosted-zone-ids.js';
import { plainText } from '../plain-text.js';

/**
 * Hosted zones and certificates of somebody else, which a stack looks up. A rehearsal takes them to be there and to be as
 * they must: a zone that the registrar leads to, a certificate that is issued for all names.
 */
interface LookedUp {
  readonly type: string;
  readonly want: { readonly [member: string]: unknown };
  /** What the lookup has given, where it has been made. */
  readonly out?: { readonly [member: string]: unknown } | undefined;
}

/** Puts into a world what these steps are going to look up there. */
export function assumeLookedUp(world: World, steps: readonly Step[]): void {
  for (const it of lookupsOf(steps)) put(world, it);
}

/** The same of what is recorded, with its real ids. */
export function assumeRecorded(world: World, records: ReadonlyMap<string, StepRecord>): void {
  for (const { type, want, out } of records.values())
    put(world, { type, want: Object(want) as LookedUp['want'], out: out as LookedUp['out'] });
}

/** What steps look up that do not depend on others. */
export const lookupsOf = (steps: readonly Step[]): (LookedUp & { readonly step: Step })[] =>
  steps.flatMap((step) => {
    if (!(step.resource.type in putters)) return [];
    const want = wantBeforehand(step, new Map());
    return want && isKnown(want) ? [{ type: step.resource.type, want, step }] : [];
  });

export function put(world: World, it: LookedUp): void {
  putters[it.type]?.(world, it);
}

const putters: { readonly [type: string]: (world: World, it: LookedUp) => void } = {
  'hosted-zone'(world, { want, out }) {
    const zone = plainText(want['Zone']);
    const isId = isHostedZoneId(zone);
    const id = textIn(out, 'hostedZoneId') ?? (isId ? zone : unknownZoneId);
    const name = textIn(out, 'zoneName') ?? (isId ? domainAround(namesIn(want)) : zone);
    if (zones({ world }).has(id)) return;
    const nameServers = out?.['nameServers'] as readonly string[] | undefined;
    putZone({ world }, { id, name: `${name}.`, callerReference: id, ...(nameServers && { nameServers }) });
  },
  // One that the stack requests is made by its own step.
  'issued-certificate'(world, { want }) {
    if (want['NameServers'] === undefined) putCertificate({ world }, plainText(want['CertificateArn']), namesIn(want));
  },
};

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
