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
  const candidates = [root, ...[...routed(facts), ...ruled(facts)].map((it) => toUrl(it, base))];
  return candidates.find((it) => isAnsweredByTask(it, facts)) ?? root;
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

const toUrl = ({ method, path }: Asked, base: URL): Request => ({ method, url: new URL(path, base) });

function isAnsweredByTask(request: Request, facts: Facts): boolean {
  const { ending } = follow(request, facts);
  return ending.is === 'answered' && ending.by === 'task';
}

/** `ANY /users/{id}` → `GET /users/id` */
const routed = ({ apis }: Facts): Asked[] =>
  apis
    .flatMap(({ routes }) => routes)
    .flatMap(({ RouteKey }) => {
      const [method = '', pattern] = RouteKey.split(' ');
      if (pattern === undefined) return [];
      return [{ method: method === 'ANY' ? 'GET' : method, path: pattern.replace(/\{(\w+)\+?\}/g, '$1') }];
    });

/** `/api/books*` → `/api/books` */
const ruled = ({ loadBalancers }: Facts): Asked[] =>
  loadBalancers
    .flatMap(({ listeners }) => listeners.flatMap(({ rules }) => rules))
    .flatMap(({ Conditions }) => Conditions)
    .flatMap(({ Field, Values }) => (Field === 'path-pattern' ? Values : []))
    .map((pattern) => ({ method: 'GET', path: pattern.replace(/[*?]/g, '') }));
