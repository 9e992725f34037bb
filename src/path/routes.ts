import type { ApiRoute } from './facts.js';

/** Which route of an HTTP API a request takes. */

/** How well a route fits: the larger wins, from the first number on. Undefined where it does not fit. */
type Fit = readonly [isPath: number, literals: number, isMethod: number];

/**
 * A whole path goes before one that ends in a greedy variable, that before `$default`; and a method before `ANY`. Of two paths, that
 * with more literal segments is the more specific.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html ("Routing API requests")
 */
export function routeFor<Route extends Pick<ApiRoute, 'RouteKey'>>(
  routes: readonly Route[],
  method: string,
  path: string,
): Route | undefined {
  const fitting = routes.flatMap((route) => {
    const fit = fitOf(route.RouteKey, method, path);
    return fit ? [{ route, fit }] : [];
  });
  return fitting.toSorted((a, b) => better(a.fit, b.fit))[0]?.route;
}

const better = (a: Fit, b: Fit): number => b[0] - a[0] || b[1] - a[1] || b[2] - a[2];

function fitOf(key: string, method: string, path: string): Fit | undefined {
  if (key === '$default') return [0, 0, 0];
  const [its = '', pattern = ''] = key.split(' ');
  if (its !== 'ANY' && its !== method) return undefined;
  const wanted = segmentsOf(pattern);
  const there = segmentsOf(path);
  const isGreedy = wanted.at(-1)?.endsWith('+}') === true;
  const fixed = isGreedy ? wanted.slice(0, -1) : wanted;
  if (isGreedy ? there.length <= fixed.length : there.length !== fixed.length) return undefined;
  if (!fixed.every((segment, at) => segment.startsWith('{') || segment === there[at])) return undefined;
  const literals = fixed.filter((segment) => !segment.startsWith('{')).length;
  return [isGreedy ? 1 : 2, literals, its === 'ANY' ? 0 : 1];
}

const segmentsOf = (path: string): string[] => path.split('/').filter((it) => it !== '');
