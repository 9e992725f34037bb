import { hostnameIn } from '../../request-headers.js';

/** The names that requests come under, and what each stands for. */

/** What a `Host` header names. */
export interface Host {
  /** In lower case, without a port. */
  readonly name: string;
  /** The port of a load balancer's listener, where the name says one. */
  readonly port?: string | undefined;
}

/**
 * The header in which a client says where it has connected to: a name of AWS's with its port, `shop-1.us-east-1.elb.amazonaws.com:8080`.
 * With it, `Host` may be any name, as on AWS: it may lead there by DNS that is not in the world.
 */
export const addressHeader = 'x-sandbox-to';

/**
 * The name that `Host` has, and the one that it leads to.
 * @param to as `addressHeader` has it
 * @param names of all that can be connected to
 * @returns undefined where nothing is there
 */
export function hostAt(
  to: string,
  host: string,
  names: readonly string[],
): (Host & { readonly address: string }) | undefined {
  const meant = hostMeant(to, names);
  if (!meant) return undefined;
  const [, port = meant.port] = /:(\d{1,5})$/.exec(to) ?? [];
  return { name: hostnameIn(host), port, address: meant.name };
}

/** The names under `localhost` are nobody else's, and browsers and curl need no DNS for them (RFC 6761). */
const underLocalhost = {
  api: /^([a-z0-9]+)\.execute-api\.localhost$/,
  balancer: /^(?:(\d{1,5})\.)?([a-z0-9-]+)\.elb\.localhost$/,
};

/**
 * The name that a `Host` header means on AWS, out of those that lead in.
 * @param host as it was sent, with a port or without
 * @param names of APIs, load balancers and custom domains; one may begin with `*.`
 * @returns undefined where it means none of them
 */
export function hostMeant(host: string, names: readonly string[]): Host | undefined {
  const asked = hostnameIn(host);
  const api = underLocalhost.api.exec(asked)?.[1];
  if (api !== undefined) return named(names.find((it) => it.startsWith(`${api}.execute-api.`)));
  const [, port, label] = underLocalhost.balancer.exec(asked) ?? [];
  if (label !== undefined)
    return named(
      names.find((it) => it.startsWith(`${label}.`) && it.includes('.elb.')),
      port,
    );
  const isNamed = names.some((it) => it === asked || (it.startsWith('*.') && isBelow(asked, it.slice(1))));
  return isNamed ? { name: asked } : undefined;
}

const named = (name: string | undefined, port?: string): Host | undefined =>
  name === undefined ? undefined : { name, port };
/** A star stands for one label. */
const isBelow = (name: string, end: string): boolean => name.endsWith(end) && !name.slice(0, -end.length).includes('.');

/** Whether a `Host` header has one of the forms that only the front door has. */
export const isOfFrontDoor = (host: string): boolean => {
  const asked = hostnameIn(host);
  return underLocalhost.api.test(asked) || underLocalhost.balancer.test(asked);
};

/** The name under `localhost` of an API or a load balancer of AWS; undefined for any other. */
export function localName(hostname: string): string | undefined {
  const [first = '', kind, ...rest] = hostname.split('.');
  if (kind === 'execute-api') return `${first}.execute-api.localhost`;
  return rest.includes('elb') || kind === 'elb' ? `${first}.elb.localhost` : undefined;
}
