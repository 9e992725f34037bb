import { FailureError } from '../../failure.js';

/** What a client would ask for. */
export interface Requested {
  readonly method: string;
  readonly url: URL;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Reads `GET /pets`, `/pets`, or a whole URL. A path is of the stack's own URL.
 * @param outputs of the stack
 * @throws FailureError `bad-usage`
 */
export function requestedOf(
  { request, path }: { readonly request?: string | undefined; readonly path?: string | undefined },
  outputs: { readonly [name: string]: string },
): Requested {
  const isMethod = request !== undefined && methods.includes(request.toUpperCase());
  if (path !== undefined && !isMethod)
    throw badUsage(`${request} is no method of HTTP`, `there is ${methods.join(', ')}, and the path comes after it`);
  const method = isMethod ? request.toUpperCase() : 'GET';
  return { method, url: urlOf((isMethod ? path : request) ?? '/', outputs) };
}

function urlOf(asked: string, outputs: { readonly [name: string]: string }): URL {
  if (/^https?:\/\//i.test(asked)) {
    if (!URL.canParse(asked)) throw badUsage(`${asked} is no URL`, 'write it as https://name/path');
    return new URL(asked);
  }
  if (!asked.startsWith('/')) throw badUsage(`${asked} is no path`, `a path begins with a slash: /${asked}`);
  const base = Object.values(outputs).find((value) => /^https?:\/\//.test(value) && URL.canParse(value));
  if (base === undefined)
    throw badUsage(
      'the stack has no URL',
      'it has nothing that takes requests from the internet: ingress.type in the config',
    );
  return new URL(asked, base);
}

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });
