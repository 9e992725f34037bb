import { conditionsOf, isForTheRest } from './rule-conditions.js';
import type { Config } from './schema.js';
import { portsOf } from './service-ports.js';

/**
 * A path that a GET request to the stack is answered at by one of its services, to try it: of the first route or rule that takes one.
 * What a route or a rule leaves open is filled in.
 * @returns undefined where nothing takes requests by their paths alone
 */
export function pathToTry({ services, ingress }: Pick<Config, 'services' | 'ingress'>): string | undefined {
  if (ingress.type === 'none') return undefined;
  const routes = Object.values(services).flatMap((it) => it.routes.flatMap(pathOfRoute));
  if (routes.length > 0) return routes[0];
  const rules = portsOf({ services }).flatMap(({ members }) => (members.rules ?? []).flatMap((it) => (it ? [it] : [])));
  const paths = rules.flatMap((rule) => {
    const conditions = conditionsOf(rule);
    if (isForTheRest(rule)) return ['/'];
    return conditions.every(({ field }) => field === 'path') ? [conditions[0]?.values[0] ?? '/'] : [];
  });
  return paths.map((it) => it.replace(/\/?\*/g, '').replace(/\?/g, 'x') || '/')[0];
}

/** `GET /users/{id}` is `/users/1`, `ANY /api/{proxy+}` is `/api`. */
function pathOfRoute(key: string): string[] {
  if (key === '$default') return ['/'];
  const [method = '', path = ''] = key.split(' ');
  if (method !== 'GET' && method !== 'ANY') return [];
  return [path.replace(/\/\{[^{}+]*\+\}$/, '').replace(/\{[^{}]*\}/g, '1') || '/'];
}
