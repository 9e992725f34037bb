import type { Endpoint } from './endpoint.js';
import { BadFaults, exampleFaults } from './faults.js';
import { json } from './json-response.js';
import type { Settings } from './settings.js';
import type { WorldSettings } from './world-settings.js';
import { viewerRoutes } from './viewer/routes.js';
import type { WireRequest, WireResponse } from './wire/message.js';

/**
 * The sandbox's own endpoints, beside AWS's: health, recorded calls, what runs in the place of containers, faults, delays,
 * quotas, delegations, load, programs of tasks, room of Fargate Spot, rates and reset. Requests and answers are JSON.
 */

export const isControl = (path: string): boolean => path === '/_sandbox' || path.startsWith('/_sandbox/');

/**
 * Answers a control request. 404 and 405 list the endpoints and methods that exist. Rejects where `reset` cannot be
 * saved.
 */
export async function control(endpoint: Endpoint, request: WireRequest): Promise<WireResponse> {
  const { path, method, headers, body } = request;
  const methods = routes[path];
  if (!methods) return json(404, { error: `the sandbox has no ${path}; it has ${listOfRoutes()}` });
  const route = methods[method];
  if (!route) {
    const allow = Object.keys(methods).join(', ');
    const refused = json(405, {
      error: `${path} takes ${allow}, not ${method}; for example: curl -X ${allow.split(', ')[0]} http://${headers['host'] ?? '127.0.0.1:4566'}${path}`,
    });
    return { ...refused, headers: { ...refused.headers, allow } };
  }
  return route(endpoint, body, request);
}

/** `GET` shows them, `POST` changes some, `DELETE` sets the usual ones again. */
function settings(of: (endpoint: Endpoint) => Settings, example: string): { readonly [method: string]: Route } {
  return {
    GET: (endpoint) => json(200, of(endpoint).all()),
    POST(endpoint, body) {
      let asked: unknown;
      try {
        asked = JSON.parse(body.toString('utf8'));
      } catch {
        return json(400, { errors: [`the body is not JSON; it takes an object like ${example}`] });
      }
      const problems = of(endpoint).set(asked);
      return problems.length > 0 ? json(400, { errors: problems }) : json(200, of(endpoint).all());
    },
    DELETE(endpoint) {
      of(endpoint).reset();
      return json(200, of(endpoint).all());
    },
  };
}

const ofWorld = (of: (settings: WorldSettings) => Settings, example: string) =>
  settings(({ settings }) => of(settings), example);

type Route = (endpoint: Endpoint, body: Buffer, request: WireRequest) => WireResponse | Promise<WireResponse>;
const routes: { readonly [path: string]: { readonly [method: string]: Route } } = {
  ...viewerRoutes,
  '/_sandbox/health': {
    GET: ({ services, now }) => json(200, { status: 'ok', services, time: now.toISOString() }),
  },
  '/_sandbox/calls': {
    GET: ({ calls }) => json(200, calls.all()),
  },
  /** What runs on this machine in the place of containers, and how a command is run there. */
  '/_sandbox/containers': {
    GET: ({ running }) => json(200, running),
  },
  '/_sandbox/faults': {
    GET: ({ faults }) => json(200, faults.pending()),
    POST: postFaults,
    /** Removes the faults that have not happened yet. */
    DELETE({ faults }) {
      faults.clear();
      return json(200, faults.pending());
    },
  },
  '/_sandbox/clock': {
    /** How far AWS's clock is ahead of this machine's: `{"aheadSeconds": 3600}`, or behind it. */
    POST: postClock,
  },
  '/_sandbox/guardduty': {
    GET: ({ runtimeMonitoring }) => json(200, { runtimeMonitoring }),
    /** Whether GuardDuty watches tasks, and puts an endpoint into their VPCs: `{"runtimeMonitoring": true}`. */
    POST: postGuardDuty,
  },
  '/_sandbox/delays': ofWorld(({ delays }) => delays, '{"role-passable": 30}'),
  '/_sandbox/quotas': ofWorld(({ quotas }) => quotas, '{"vpcs": 2}'),
  /** What the programs in one-off tasks do, by the family of their task definition. */
  '/_sandbox/programs': ofWorld(({ programs }) => programs, '{"migrate": {"exitCode": 3}}'),
  /** Whether the registrar has the name servers of a zone. */
  '/_sandbox/delegations': ofWorld(({ delegations }) => delegations, '{"example.com": false}'),
  '/_sandbox/load': ofWorld(({ load }) => load, '{"shop/web": {"cpu": 240, "memory": 60, "requests": 3000}}'),
  '/_sandbox/spot': ofWorld(({ spot }) => spot, '{"hasRoom": false}'),
  /** Whether AWS's rates count. */
  '/_sandbox/rates': settings(({ rates }) => rates, '{"on": false}'),
  '/_sandbox/reset': {
    async POST(endpoint) {
      await endpoint.reset();
      return json(200, { status: 'ok' });
    },
  },
};

function postFaults({ faults }: Endpoint, body: Buffer): WireResponse {
  try {
    faults.add(JSON.parse(body.toString('utf8')));
    return json(200, faults.pending());
  } catch (error) {
    if (error instanceof BadFaults) return json(400, { errors: error.problems, example: exampleFaults });
    if (error instanceof SyntaxError)
      return json(400, { errors: ['the body is not JSON; it takes an array of faults'], example: exampleFaults });
    throw error;
  }
}

function postClock(endpoint: Endpoint, body: Buffer): WireResponse {
  const seconds = secondsIn(body.toString('utf8'));
  if (seconds === undefined)
    return json(400, { errors: ['it takes a number of seconds'], example: { aheadSeconds: 3600 } });
  endpoint.setClock(seconds);
  return json(200, { time: endpoint.signingTime.toISOString() });
}

function secondsIn(text: string): number | undefined {
  const aheadSeconds = memberOf(text, 'aheadSeconds');
  return typeof aheadSeconds === 'number' && Math.abs(aheadSeconds) <= 1e9 ? aheadSeconds : undefined;
}

async function postGuardDuty(endpoint: Endpoint, body: Buffer): Promise<WireResponse> {
  const on = memberOf(body.toString('utf8'), 'runtimeMonitoring');
  if (typeof on !== 'boolean')
    return json(400, { errors: ['it takes true or false'], example: { runtimeMonitoring: true } });
  await endpoint.setRuntimeMonitoring(on);
  return json(200, { runtimeMonitoring: on });
}

/** A member of a JSON object; undefined where the text is none. */
function memberOf(text: string, member: string): unknown {
  try {
    return (Object(JSON.parse(text)) as { readonly [member: string]: unknown })[member];
  } catch {
    return undefined;
  }
}

const listOfRoutes = () =>
  Object.entries(routes)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    .join(', ');
