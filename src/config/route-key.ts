import { didYouMean, nearest } from '../nearest.js';
import type { Format, Objection } from './format.js';

const methods = ['ANY', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const anything = '$default';
/** A segment has the characters of a URL's path; braces only around the whole segment. */
const segment = /^(?:[A-Za-z0-9._~:@!$&'()*+,;=%-]+|\{[A-Za-z0-9._-]+\+?\})$/;

/**
 * The key of a route of an HTTP API: `$default`, or a method and a path whose segments may be variables, the last of
 * them greedy: `ANY /pets/{proxy+}`.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const routeKey: Format = {
  pattern: new RegExp(`^(?:\\$default|(?:${methods.join('|')}) /\\S*)$`),
  objection(text) {
    if (text === anything) return undefined;
    const [, method = '', path = ''] = /^(\S+) (\/\S*)$/.exec(text) ?? [];
    if (methods.includes(method)) return pathObjection(text, method, path);
    return {
      message: `${JSON.stringify(text)} is not a route`,
      hint: didYouMean(meant(text)) ?? 'write "$default", or a method and a path as in "GET /pets/{id}"',
    };
  },
};

/** The routes of an HTTP API that lead to the load balancer behind it: unless said, one that takes every request. */
export const routesToBalancer = ({
  routes = [anything],
}: {
  readonly routes?: readonly string[] | undefined;
}): readonly string[] => routes;

function pathObjection(text: string, method: string, path: string): Objection | undefined {
  if (path === '/') return undefined;
  const segments = path.slice(1).split('/');
  const is = `the path of the route ${JSON.stringify(text)}`;
  const shorter = `${method} /${segments.filter(Boolean).join('/')}`;
  if (segments.includes('')) return { message: `${is} has an empty segment`, hint: didYouMean(shorter) };
  const odd = JSON.stringify(segments.find((one) => !segment.test(one)));
  if (odd !== undefined)
    return { message: `${is} has the segment ${odd}`, hint: 'write text, "{name}", or "{name+}" at the end' };
  if (segments.slice(0, -1).some((one) => one.endsWith('+}')))
    return {
      message: `${is} continues after a "{name+}"`,
      hint: '"{name+}" matches the rest of the path, so it can only be the last segment',
    };
  return undefined;
}

/** Guesses the route that `get pets`, `/pets`, `GET/pets` or `default` stands for. */
function meant(text: string): string | undefined {
  if (nearest(text, [anything]) !== undefined || text === '*') return anything;
  const [, word = 'ANY', path = ''] = /^\s*([A-Za-z]+(?=[\s/]))?\s*\/?(\S*)\s*$/.exec(text) ?? [];
  const method = nearest(word, methods);
  const key = `${method} /${path}`;
  return method && pathObjection(key, method, `/${path}`) === undefined ? key : undefined;
}
