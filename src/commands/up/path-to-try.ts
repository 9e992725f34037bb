import { covers } from '../../../steps/acm/names.js';
import { namesOf } from '../../config/domains.js';
import { balancerOf, existingBalancerOf } from '../../config/placement.js';
import { conditionsOf, isForTheRest, patternOf } from '../../config/rule-conditions.js';
import { routesToBalancer } from '../../config/route-key.js';
import type { Config } from '../../config/schema.js';
import { portsOf } from '../../config/service-ports.js';
import { calledHosts } from '../../listener-conditions.js';
import { routeFor } from '../../path/routes.js';
import { matches } from '../../wildcards.js';

type Asked = Pick<Config, 'services' | 'ingress'>;

/** What requests come by. */
interface Door {
  /** Whether it takes a GET request for a path. */
  readonly takes: (path: string) => boolean;
  /** What its rules or routes name, with what they leave open filled in, in their order. */
  readonly paths: readonly string[];
}

/**
 * A path that a GET request to the stack is answered at by one of its services, to try it: of the first route or rule that takes one.
 * What a route or a rule leaves open is filled in. The API and the load balancer behind it both take it. A rule may name hosts: who asks
 * for the path asks for it at one of them.
 * @returns undefined where nothing takes requests by their paths and hosts alone
 */
export function pathToTry(config: Asked): string | undefined {
  const { services, ingress } = config;
  if (ingress.type === 'none') return undefined;
  const hasBalancer = balancerOf(config) !== undefined;
  const routes = hasBalancer ? routesToBalancer(ingress) : Object.values(services).flatMap((it) => it.routes);
  const doors = [
    ...(hasBalancer ? [balancerDoor(config)] : []),
    ...(ingress.type === 'http-api' ? [apiDoor(routes)] : []),
  ];
  return doors.flatMap(({ paths }) => paths).find((path) => doors.every(({ takes }) => takes(path)));
}

/**
 * Whether what answers a path at the load balancer of others is not of the stack for sure: none of its rules has a path for it, whatever
 * else they ask for.
 * @param path may have a query
 */
export function isAnsweredByOthers(config: Asked, path: string): boolean {
  if (existingBalancerOf(config) === undefined) return false;
  const [asked = ''] = path.split('?');
  return !rulesOf(config).some((rule) => {
    const paths = conditionsOf(rule).find(({ field }) => field === 'path')?.values ?? ['/*'];
    return isForTheRest(rule) || paths.some((it) => matches(patternOf('path', it), asked));
  });
}

const rulesOf = ({ services }: Asked) =>
  portsOf({ services }).flatMap(({ members }) => (members.rules ?? []).flatMap((it) => (it ? [it] : [])));

/** A rule takes what fits one of its paths, all of it, and with regard to case. */
function balancerDoor({ services, ingress }: Asked): Door {
  const byPath = rulesOf({ services, ingress }).flatMap((rule) => {
    const conditions = conditionsOf(rule);
    const others = conditions.filter(({ field }) => field !== 'path');
    if (isForTheRest(rule)) return ['/*'];
    if (!others.every(({ field, values }) => field === 'host' && isCalled(values, ingress))) return [];
    return conditions.find(({ field }) => field === 'path')?.values ?? ['/*'];
  });
  const patterns = byPath.map((it) => patternOf('path', it));
  return {
    takes: (path) => patterns.some((it) => matches(it, path)),
    paths: byPath.flatMap((it) => ['', '1'].map((any) => it.replace(/\*/g, any).replace(/\?/g, 'x'))),
  };
}

/** Whether a client calls the load balancer under one of these hosts: by HTTPS, it has a certificate for the names of the domain. */
function isCalled(hosts: readonly string[], { type, domain }: Config['ingress']): boolean {
  if (type !== 'alb') return false;
  if (!domain) return true;
  const names = namesOf(domain);
  const isMet = (name: string): boolean => hosts.some((it) => matches(patternOf('host', it), name));
  return isMet(domain.name) || calledHosts(hosts).some((host) => names.some((it) => covers(it, host)));
}

const apiDoor = (routes: readonly string[]): Door => {
  const keys = routes.map((RouteKey) => ({ RouteKey }));
  return { takes: (path) => routeFor(keys, 'GET', path) !== undefined, paths: routes.map(pathOfRoute) };
};

/** `GET /users/{id}` is `/users/1`, and `ANY /api/{proxy+}` is `/api/1`: it takes what is below `/api`. */
const pathOfRoute = (key: string): string => (key.split(' ')[1] ?? '/').replace(/\{[^{}]*\}/g, '1');
