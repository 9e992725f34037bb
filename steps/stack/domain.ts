import { namesOf, validatedDomains } from '../../src/config/domains.js';
import type { Config } from '../../src/config/schema.js';
import { required, startsAfter, type Step } from '../../src/step.js';
import { certificate, type Certificate } from '../acm/certificate/resource.js';
import { existingCertificate, issuedCertificate, type IssuedCertificate } from '../acm/issued-certificate/resource.js';
import { hostedZone, type HostedZone } from '../route53/hosted-zone/resource.js';
import { validationRecord, type RecordSet } from '../route53/record-set/resource.js';
import { domainStepName } from './domain-step-names.js';

/** The names of a stack. */
export interface Names {
  /** The first one is what people are told. */
  readonly names: readonly string[];
  /** Absent where the DNS of the names is not in Route 53: their owner leads them here. */
  readonly zone: HostedZone | undefined;
  readonly steps: readonly Step[];
}

/** The names of a stack, with what HTTPS needs for them. */
export interface Domain extends Names {
  readonly certificate: IssuedCertificate;
  /** Absent where somebody else has made the certificate. */
  readonly requested: Certificate | undefined;
}

/** The names where the certificate is that of a listener that exists already. @returns undefined where the config has no domain */
export function namesOnlyOf({ ingress: { domain } }: Config): Names | undefined {
  if (!domain) return undefined;
  const names = namesOf(domain);
  const zone = domain.zone === undefined ? undefined : hostedZone('hosted-zone', { zone: domain.zone, names });
  return { names, zone, steps: zone ? [zone] : [] };
}

/** @returns undefined where the config has no domain */
export function domainOf(config: Config): Domain | undefined {
  const { domain } = config.ingress;
  const led = namesOnlyOf(config);
  if (!domain || !led) return undefined;
  const { names, zone, steps: zones } = led;
  if (domain.certificate !== undefined) {
    const existing = existingCertificate('issued-certificate', { arn: domain.certificate, names });
    return { names, zone, certificate: existing, requested: undefined, steps: [...zones, existing] };
  }
  const ours = required(zone, 'ingress.domain.zone in the config');
  const requested = certificate('certificate', { names });
  const records = validatedDomains(names).map((it) =>
    validationRecord(domainStepName('validation-record', it), { zone: ours, certificate: requested }, { domain: it }),
  );
  const before = records.map(startsAfter);
  const needs = { certificate: requested, zone: ours, records: before };
  const issued = issuedCertificate('issued-certificate', needs, { names });
  return { names, zone, certificate: issued, requested, steps: [...zones, requested, ...records, issued] };
}

/**
 * The record of each name, where they are in Route 53.
 * @param record makes the one of a name
 */
export function recordsFor(
  { names, zone }: Names,
  record: (step: string, zone: HostedZone, domain: string) => RecordSet,
): RecordSet[] {
  return zone ? names.map((name) => record(domainStepName('record', name), zone, name)) : [];
}
