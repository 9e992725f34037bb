import { meaningOf } from '../../src/aws-errors.js';
import type { Verb } from '../../src/step.js';
import { openImages } from '../../src/image/images.js';
import { sandboxAccount } from '../../src/sandbox/world.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { services } from '../../src/sandbox/services/index.js';
import { World } from '../../src/sandbox/world.js';
import type { Cloud, Seen, Step } from '../../src/step.js';
import { realClients } from '../aws/clients.js';
import { withoutDelays } from '../sandbox/without-delays.js';

export const where = { account: sandboxAccount, region: 'us-east-1', partition: 'aws' } as const;

/** The embedded AWS in this process, on a clock that moves only when something is waited for. */
export function sandbox() {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const world = withoutDelays(new World(time, 'contract'));
  const endpoint = new Endpoint({ services, world, realTime: () => time, save: async () => {} });
  const settings = {
    region: where.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new InProcessHandler(endpoint),
    maxAttempts: 1,
  };
  const clients = realClients(settings);
  return {
    calls: endpoint.calls,
    pass(seconds: number): void {
      time += seconds * 1000;
    },
    /** What the runner would give a verb of this step. */
    cloudFor: ({ name }: Pick<Step, 'name'>, token = `token-of-${name}`.slice(0, 36)): Cloud => ({
      ...clients,
      images: openImages({ emit: () => {}, env: {} }),
      ...where,
      token,
      tags: { team: 'shop', 'provision:stack': 'demo', 'provision:step': name },
    }),
  };
}
export type Sandbox = ReturnType<typeof sandbox>;

/** How a verb ended: with a value, or with what its error means to the runner. */
export async function ended<T>(verb: Verb, promise: Promise<T>): Promise<T | ReturnType<typeof meaningOf>> {
  return promise.catch((error: unknown) => {
    const means = meaningOf(error, verb);
    if (means === 'refused') throw error;
    return means;
  });
}

/** Looks until it is as awaited, five seconds of the sandbox's time after each other. An error is thrown as it is. */
export async function waited(it: Sandbox, step: Step, first: unknown, awaited: 'ready' | 'absent') {
  let id = first;
  for (let looks = 0; looks < 400; looks++) {
    const seen = await ended('read', step.resource.read(it.cloudFor(step), id));
    const state: Seen = seen === 'gone' ? { is: 'absent' } : (seen as Seen);
    if ('id' in state && state.id !== undefined) id = state.id;
    if (state.is === 'broken') throw new Error(`${step.name}: ${state.why}`);
    if (state.is === awaited) return { id, seen: state };
    it.pass(5);
  }
  throw new Error(`${step.name} did not become ${awaited}`);
}

/** Asks for deletion until nothing is in the way any more, as the runner does. @returns the id to watch */
export async function asked(it: Sandbox, step: Step, id: unknown): Promise<unknown> {
  for (let asks = 0; asks < 400; asks++) {
    const answer = await ended('delete', step.resource.delete(it.cloudFor(step), id));
    if (answer !== 'in-use') return answer === undefined || answer === 'gone' ? id : answer;
    it.pass(5);
  }
  throw new Error(`${step.name} stayed in use`);
}
