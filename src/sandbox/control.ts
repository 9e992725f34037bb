import type { Endpoint } from './endpoint.js';
import { BadFaults } from './faults.js';
import type { WireRequest, WireResponse } from './wire/message.js';

/** The sandbox's own endpoints, beside AWS's: what is going on, what shall go wrong, begin anew. JSON both ways. */

export const isControl = (path: string): boolean => path === '/_sandbox' || path.startsWith('/_sandbox/');

/** Answers a control request; 404 and 405 say what there is. Rejects where `reset` cannot be saved. */
export async function control(endpoint: Endpoint, { path, method, body }: WireRequest): Promise<WireResponse> {
  const methods = doors[path];
  if (!methods) return json(404, { error: `no ${path}; there are ${listOfDoors()}` });
  const door = methods[method];
  if (!door) {
    const allow = Object.keys(methods).join(', ');
    const refused = json(405, { error: `${path} takes ${allow}, not ${method}` });
    return { ...refused, headers: { ...refused.headers, allow } };
  }
  return door(endpoint, body);
}

type Door = (endpoint: Endpoint, body: Buffer) => WireResponse | Promise<WireResponse>;
const doors: { readonly [path: string]: { readonly [method: string]: Door } } = {
  '/_sandbox/health': {
    GET: ({ services, now }) => json(200, { status: 'ok', services, time: now.toISOString() }),
  },
  '/_sandbox/calls': {
    GET: ({ calls }) => json(200, calls.all()),
  },
  '/_sandbox/faults': {
    GET: ({ faults }) => json(200, faults.pending()),
    POST: postFaults,
    /** Those that have not happened yet never will. */
    DELETE({ faults }) {
      faults.clear();
      return json(200, faults.pending());
    },
  },
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
    if (error instanceof BadFaults) return json(400, { errors: error.problems });
    if (error instanceof SyntaxError) return json(400, { errors: [`not JSON: ${error.message}`] });
    throw error;
  }
}

const listOfDoors = () =>
  Object.entries(doors)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    .join(', ');

export const json = (status: number, body: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(body)}\n`,
});
