import { calledHosts } from '../listener-conditions.js';
import type { Facts } from './facts.js';
import { follow } from './follow.js';
import type { Request } from './request.js';

/**
 * A request that a task answers, as an example of all others: `GET /` where that does, else one for a path of a route or a rule.
 * @param base the URL of the stack
 * @returns `GET /` where no request of these is answered by a task
 */
export function arrivingRequest(base: URL, facts: Facts): Request {
  const root: Request = { method: 'GET', url: new URL('/', base) };
  const candidates = [root, ...routed(facts, base), ...ruled(facts, base)];
  return candidates.find((it) => isAnsweredByTask(it, facts)) ?? root;
}

function isAnsweredByTask(request: Request, facts: Facts): boolean {
  const { ending } = follow(request, facts);
  return ending.is === 'answered' && ending.by === 'task';
}

/** `ANY /users/{id}` → `GET /users/id` */
const routed = ({ apis }: Facts, base: URL): Request[] =>
  apis
    .flatMap(({ routes }) => routes)
    .flatMap(({ RouteKey }) => {
      const [method = '', pattern] = RouteKey.split(' ');
      if (pattern === undefined) return [];
      const url = new URL(pattern.replace(/\{(\w+)\+?\}/g, '$1'), base);
      return [{ method: method === 'ANY' ? 'GET' : method, url }];
    });

/** `/api/books*` → `/api/books`; where a rule wants a host, to the name of the load balancer with that host. */
const ruled = ({ loadBalancers }: Facts, base: URL): Request[] =>
  loadBalancers.flatMap(({ DNSName, listeners }) =>
    listeners.flatMap(({ Port, Protocol, rules }) =>
      rules.map(({ Conditions }) => {
        const first = (field: string) =>
          Conditions.find(({ Field }) => Field === field)?.Values[0]?.replace(/[*?]/g, '');
        const [host] = calledHosts(Conditions.flatMap(({ Field, Values }) => (Field === 'host-header' ? Values : [])));
        const here = host === undefined ? base : new URL(`${Protocol.toLowerCase()}://${DNSName}:${Port}`);
        const method = first('http-request-method') ?? 'GET';
        return {
          method,
          url: new URL(first('path-pattern') ?? '/', here),
          ...(host !== undefined && { headers: { host } }),
        };
      }),
    ),
  );
