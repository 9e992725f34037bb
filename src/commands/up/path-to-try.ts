import { balancerOf } from '../../config/placement.js';
import { conditionsOf, isForTheRest, patternOf } from '../../config/rule-conditions.js';
import { routesToBalancer } from '../../config/route-key.js';
import type { Config } from '../../config/schema.js';
import { portsOf } from '../../config/service-ports.js';
import { routeFor } from '../../path/routes.js';
import { matches } from '../../wildcards.js';

/** What requests come by. */
interface Door {
  /** Whether it takes a GET request for a path. */
  readonly takes: (path: string) => boolean;
  /** What its rules or routes name, with what they leave open filled in, in their order. */
  readonly paths: readonly string[];
}

/**
 * A path that a GET request to the stack is answered at by one of its services, to try it: of the first route or rule that takes one.
 * What a route or a rule leaves open is filled in. The API and the load balancer behind it both take it.
 * @returns undefined where nothing takes requests by their paths alone
 */
export function pathToTry(config: Pick<Config, 'services' | 'ingress'>): string | undefined {
  const { services, ingress } = config;
  if (ingress.type === 'none') return undefined;
  const hasBalancer = balancerOf(config) !== undefined;
  const routes = hasBalancer ? routesToBalancer(ingress) : Object.values(services).flatMap((it) => it.routes);
  const doors = [
    ...(hasBalancer ? [balancerDoor(services)] : []),
    ...(ingress.type === 'http-api' ? [apiDoor(routes)] : []),
  ];
  return doors.flatMap(({ paths }) => paths).find((path) => doors.every(({ takes }) => takes(path)));
}

/** A rule takes what fits one of its paths, all of it, and with regard to case. */
function balancerDoor(services: Config['services']): Door {
  const rules = portsOf({ services }).flatMap(({ members }) => (members.rules ?? []).flatMap((it) => (it ? [it] : [])));
  const byPath = rules.flatMap((rule) => {
    if (isForTheRest(rule)) return ['/*'];
    const [path, ...others] = conditionsOf(rule);
    return path?.field === 'path' && others.length === 0 ? path.values : [];
  });
  const patterns = byPath.map((it) => patternOf('path', it));
  return {
    takes: (path) => patterns.some((it) => matches(it, path)),
    paths: byPath.flatMap((it) => ['', '1'].map((any) => it.replace(/\*/g, any).replace(/\?/g, 'x'))),
  };
}

const apiDoor = (routes: readonly string[]): Door => {
  const keys = routes.map((RouteKey) => ({ RouteKey }));
  return { takes: (path) => routeFor(keys, 'GET', path) !== undefined, paths: routes.map(pathOfRoute) };
};

/** `GET /users/{id}` is `/users/1`, and `ANY /api/{proxy+}` is `/api/1`: it takes what is below `/api`. */
const pathOfRoute = (key: string): string => (key.split(' ')[1] ?? '/').replace(/\{[^{}]*\}/g, '1');
