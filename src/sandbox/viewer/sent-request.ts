import * as z from 'zod';
import { lowerNames } from '../../request-headers.js';
import type { WireRequest } from '../wire/message.js';

/** `{"method":"GET","url":"https://abc.execute-api.us-east-1.amazonaws.com/pets"}`, as AWS would be asked. */
const sentRequest = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
  url: z.url({ protocol: /^https?$/ }).max(8000),
  headers: z.record(z.string().regex(/^[!#$%&'*+\-.^_`|~\w]+$/), z.string()).default({}),
  body: z.string().default(''),
});

/** @returns the request that the front door takes, or what is wrong with the text */
export function requestIn(text: string): WireRequest | { readonly errors: readonly string[] } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { errors: ['the body is not JSON; it takes {"method": "GET", "url": "https://…/pets"}'] };
  }
  const read = sentRequest.safeParse(given);
  if (!read.success) return { errors: read.error.issues.map((it) => `${it.path.join('.')}: ${it.message}`) };
  const { method, headers, body } = read.data;
  const url = new URL(read.data.url);
  const own = lowerNames(headers);
  const forwarded: Readonly<Record<string, string>> = url.protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {};
  return {
    ...{ method, path: url.pathname, query: url.searchParams, body: Buffer.from(body) },
    headers: { ...own, ...forwarded, host: url.host },
  };
}
