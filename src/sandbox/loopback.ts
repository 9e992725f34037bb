import type { IncomingMessage } from 'node:http';
import { isControl } from './control.js';

/**
 * Why a request that came over loopback is refused; undefined where it is not. Any web page can make a
 * browser call this machine: under another name (DNS rebinding, seen in `Host`), by a script or a form (seen in
 * `Origin`), or by a picture or a link, which carry no origin (seen in `Sec-Fetch-Site`, which pages cannot set, and
 * before that in `Referer`). Clients of AWS send none of these headers but `Host`. Pages of this machine are let in.
 * Source: https://www.w3.org/TR/fetch-metadata/ (a browser sends it to loopback over http, too)
 */
export function foreignRequestReason(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): string | undefined {
  const { host, origin, referer, 'sec-fetch-site': site } = request.headers;
  if (!isLoopback(host)) return `the sandbox accepts requests for localhost only, not for ${host ?? 'no host'}`;
  if (origin !== undefined) return isOfThisMachine(origin) ? undefined : `${ownPagesOnly}, not from ${origin}`;
  if (referer !== undefined && !isOfThisMachine(referer)) return `${ownPagesOnly}, not from ${referer}`;
  if (site === 'cross-site' || site === 'same-site') return `${ownPagesOnly}, and this one did not say whose it is`;
  // What a person opens may be a link from anywhere. It may look, and change nothing.
  const [path = ''] = (request.url ?? '').split('?');
  return isBrowser(request.headers) && !isControl(path)
    ? 'the sandbox accepts requests to AWS from clients of AWS, not from the address bar of a browser'
    : undefined;
}

const ownPagesOnly = 'the sandbox accepts requests from pages of this machine only';

/**
 * Names of this machine. Some operations have a word before the host that clients are given (`data-` of DiscoverInstances),
 * and a name below `localhost` is nobody else's (RFC 6761).
 */
export const isLoopback = (host: string | undefined) =>
  /^((data-)?(([a-z0-9-]+\.)*localhost|127\.0\.0\.1)|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
const isOfThisMachine = (url: string): boolean =>
  /^https?:$/.test(partOf(url, 'protocol')) && isLoopback(partOf(url, 'host'));
const partOf = (url: string, part: 'protocol' | 'host'): string => (URL.canParse(url) ? new URL(url)[part] : '');

/** Every browser calls itself Mozilla; no client of AWS does outside of one, and in one its requests have an origin. */
const isBrowser = (headers: IncomingMessage['headers']): boolean =>
  headers['sec-fetch-site'] !== undefined || (headers['user-agent'] ?? '').startsWith('Mozilla/');
