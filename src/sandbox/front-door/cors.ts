import type { Cors } from '../../path/facts.js';

/**
 * What an HTTP API says to browsers of what pages of other origins may do.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * @param isPreflight whether a browser asks beforehand: then methods, headers and time are said, too
 * @returns headers; none where the origin is not allowed, or there is none
 */
export function corsHeaders(
  cors: Cors | undefined,
  origin: string | undefined,
  isPreflight: boolean,
): { readonly [name: string]: string } {
  if (!cors || origin === undefined) return {};
  const isAny = cors.AllowOrigins.includes('*');
  const isAllowed = isAny || cors.AllowOrigins.some((it) => it === origin || isScheme(it, origin));
  if (!isAllowed) return {};
  const listed = (name: string, list: readonly string[] | undefined) =>
    list !== undefined && list.length > 0 ? { [name]: list.join(',') } : {};
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    ...(cors.AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
    ...listed('access-control-expose-headers', cors.ExposeHeaders),
    ...(isPreflight && {
      ...listed('access-control-allow-methods', cors.AllowMethods),
      ...listed('access-control-allow-headers', cors.AllowHeaders),
      ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
    }),
  };
}

/** `https://*` allows each origin of that scheme. */
const isScheme = (allowed: string, origin: string): boolean =>
  allowed.endsWith('://*') && origin.startsWith(allowed.slice(0, -1));
