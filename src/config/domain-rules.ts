import { isHostedZoneId } from '../hosted-zone-ids.js';
import { isInZone, type namesOf } from './domains.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import { existingBalancerOf, membersOfBalancer } from './placement.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules about `ingress.domain`. */
type Checked = ValidPart<Shape>;
const at: Path = ['ingress', 'domain'];

export function domainWithoutIngress({ ingress }: Checked): Finding[] {
  if (!ingress?.domain || ingress.type !== 'none') return [];
  const message = 'a domain leads to an HTTP API or a load balancer, and the ingress is "none"';
  const hint = 'set ingress.type to "alb" or "http-api", or remove the domain';
  return [{ at: [at], message, hint, restsOn: [['ingress', 'type']] }];
}

/** A certificate is issued only to whoever can put records into the domain's zone. */
export function certificateWithoutZone({ ingress }: Checked): Finding[] {
  const { domain } = ingress ?? {};
  if (!domain || domain.zone !== undefined || domain.certificate !== undefined) return [];
  if (existingBalancerOf({ ingress })) return [];
  return [
    {
      at: [at],
      message: 'the domain has neither a hosted zone, to validate a certificate in, nor a certificate',
      hint: 'add `zone: example.com` where its DNS is in Route 53, or `certificate: arn:aws:acm:…` of one that is there',
      restsOn: [[...at, 'zone'], [...at, 'certificate'], ...membersOfBalancer],
    },
  ];
}

export function namesOutsideZone({ ingress }: Checked): Finding[] {
  const { domain } = ingress ?? {};
  const { zone } = domain ?? {};
  if (!domain || zone === undefined || isHostedZoneId(zone)) return [];
  return pathsOfNames(domain)
    .filter(({ name }) => !isInZone(name, zone))
    .map(({ name, path }) => ({
      at: [path],
      message: `${name} cannot be in the hosted zone ${zone}`,
      hint: `a name in it ends in ".${zone}"`,
      other: [...at, 'zone'],
    }));
}

export function namesTwice({ ingress }: Checked): Finding[] {
  const paths = ingress?.domain ? pathsOfNames(ingress.domain) : [];
  return paths.flatMap(({ name, path }, i): Finding[] => {
    const first = paths.slice(0, i).find((it) => it.name === name);
    return first ? [{ at: [path], message: `${name} is named twice`, hint: 'remove one', other: first.path }] : [];
  });
}

/**
 * The first name of a certificate is its common name, which has 64 characters at most.
 * Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export function longCertificateName({ ingress }: Checked): Finding[] {
  const { name, certificate } = ingress?.domain ?? {};
  if (name === undefined || certificate !== undefined || name.length <= 64 || existingBalancerOf({ ingress }))
    return [];
  return [
    {
      at: [[...at, 'name']],
      message: `ACM issues no certificate whose first name has more than 64 characters, and this one has ${name.length}`,
      hint: 'make a shorter one the name, and this one of its `alternativeNames`',
      restsOn: [[...at, 'name'], [...at, 'certificate'], ...membersOfBalancer],
    },
  ];
}

/** Load balancers and regional APIs take only certificates of their own region. */
export function certificateElsewhere({ region, ingress }: Checked): Finding[] {
  const { certificate } = ingress?.domain ?? {};
  const [, , , there] = certificate?.split(':') ?? [];
  if (region === undefined || there === undefined || there === region) return [];
  return [
    {
      at: [[...at, 'certificate']],
      message: `the certificate is in ${there}, and the stack in ${region}`,
      hint: 'take one of that region, or leave it out: then one is requested there',
      other: ['region'],
      restsOn: [[...at, 'certificate'], ['region']],
    },
  ];
}

function pathsOfNames(domain: Parameters<typeof namesOf>[0]): { readonly name: string; readonly path: Path }[] {
  const { name, alternativeNames = [] } = domain;
  const own = name === undefined ? [] : [{ name, path: [...at, 'name'] }];
  const others = (alternativeNames ?? []).flatMap((it, i) =>
    it === undefined ? [] : [{ name: it, path: [...at, 'alternativeNames', i] }],
  );
  return [...own, ...others];
}
