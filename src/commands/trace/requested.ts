import type { State } from '../../../state/schema.js';
import { FailureError } from '../../failure.js';

/** What a client would ask for. */
export interface Requested {
  readonly method: string;
  readonly url: URL;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Reads `GET /pets`, `/pets`, or a whole URL. A path is of the stack's own URL.
 * @param urls those that the stack has, what is told first in front
 * @throws FailureError `bad-usage`
 */
export function requestedOf(
  { request, path }: { readonly request?: string | undefined; readonly path?: string | undefined },
  urls: readonly string[],
): Requested {
  const isMethod = request !== undefined && methods.includes(request.toUpperCase());
  if (path !== undefined && !isMethod)
    throw badUsage(`${request} is no method of HTTP`, `there is ${methods.join(', ')}, and the path comes after it`);
  const method = isMethod ? request.toUpperCase() : 'GET';
  return { method, url: urlOf((isMethod ? path : request) ?? '/', urls) };
}

function urlOf(asked: string, urls: readonly string[]): URL {
  if (/^https?:\/\//i.test(asked)) {
    if (!URL.canParse(asked)) throw badUsage(`${asked} is no URL`, 'write it as https://name/path');
    return new URL(asked);
  }
  if (!asked.startsWith('/')) throw badUsage(`${asked} is no path`, `a path begins with a slash: /${asked}`);
  const base = urls.find((value) => /^https?:\/\//.test(value) && URL.canParse(value));
  if (base === undefined)
    throw badUsage(
      'the stack has no URL',
      'it has nothing that takes requests from the internet: ingress.type in the config',
    );
  return new URL(asked, base);
}

/**
 * The URLs of a stack. Its outputs are known once all of it is up; what it takes requests by may be there before.
 * @param state what is recorded
 */
export const urlsOf = ({ outputs, records }: Pick<State, 'outputs' | 'records'>): string[] => [
  ...Object.values(outputs),
  ...Object.values(records).flatMap(({ type, out }) => {
    const { apiUrl, dnsName } = Object(out) as { readonly apiUrl?: unknown; readonly dnsName?: unknown };
    if (type === 'api' && typeof apiUrl === 'string') return [apiUrl];
    return type === 'load-balancer' && typeof dnsName === 'string' ? [`http://${dnsName}`] : [];
  }),
];

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });
