import type { State } from '../../../state/schema.js';
import { FailureError } from '../../failure.js';
import type { Request } from '../../path/request.js';
import { atHostOfRule } from './recorded-rules.js';

/** What a client would ask for. */
export type Requested = Pick<Request, 'method' | 'url'>;

/** What is known of a stack. */
export type Recorded = Pick<State, 'outputs' | 'records'>;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Reads `GET /pets`, `/pets`, or a whole URL. A path is of the stack's own URL, or of one at a host that its rules name.
 * @param headers that it is sent with; names in lower case
 * @throws FailureError `bad-usage`
 */
export function requestedOf(
  { request, path }: { readonly request?: string | undefined; readonly path?: string | undefined },
  recorded: Recorded,
  headers?: Request['headers'],
): Requested {
  const isMethod = request !== undefined && methods.includes(request.toUpperCase());
  if (path !== undefined && !isMethod)
    throw badUsage(`${request} is no method of HTTP`, `there is ${methods.join(', ')}, and the path comes after it`);
  const method = isMethod ? request.toUpperCase() : 'GET';
  const asked = (isMethod ? path : request) ?? '/';
  if (/^https?:\/\//i.test(asked)) {
    if (!URL.canParse(asked)) throw badUsage(`${asked} is no URL`, 'write it as https://name/path');
    return { method, url: new URL(asked) };
  }
  const url = urlIn(recorded, asked);
  return { method, url: atHostOfRule({ method, url, headers }, new Map(Object.entries(recorded.records))) };
}

/** @throws FailureError `bad-usage` */
function urlIn(recorded: Recorded, asked: string): URL {
  if (!asked.startsWith('/')) throw badUsage(`${asked} is no path`, `a path begins with a slash: /${asked}`);
  const base = urlsOf(recorded).find((value) => /^https?:\/\//.test(value) && URL.canParse(value));
  if (base === undefined)
    throw badUsage(
      'the stack has no URL',
      'it has nothing that takes requests from the internet: ingress.type in the config',
    );
  return new URL(asked, base);
}

/** The URLs of a stack. Its outputs are known once all of it is up; what it takes requests by may be there before. */
const urlsOf = ({ outputs, records }: Recorded): string[] => [
  ...Object.values(outputs),
  ...Object.values(records).flatMap(({ type, out }) => {
    const { apiUrl, dnsName } = Object(out) as { readonly apiUrl?: unknown; readonly dnsName?: unknown };
    if (type === 'api' && typeof apiUrl === 'string') return [apiUrl];
    return type === 'load-balancer' && typeof dnsName === 'string' ? [`http://${dnsName}`] : [];
  }),
];

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });
