import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is turned away although it came over loopback; undefined where it is not. A web page can make a
 * browser call this machine: under another name (DNS rebinding, seen in `Host`), or from elsewhere (seen in `Origin`).
 */
export function foreignness({ host, origin }: IncomingHttpHeaders): string | undefined {
  if (!isLoopback(host)) return `the sandbox answers to localhost only, not to ${host ?? 'no host'}`;
  if (origin !== undefined && !isLoopback(origin.replace(/^https?:\/\//, '')))
    return `the sandbox answers pages of this machine only, not those of ${origin}`;
  return undefined;
}

const isLoopback = (host: string | undefined) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
