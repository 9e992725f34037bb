import { setMaxListeners } from 'node:events';
import type { HttpHandlerOptions, HttpRequest, HttpResponse } from '@smithy/types';
import { openCloud } from '../../src/cloud/open.js';
import type { Event, Untimed } from '../../src/events.js';
import { putStandIn } from '../../src/image/stand-in.js';
import { isMutating } from '../../src/is-mutating.js';
import { VirtualClock } from '../../src/rehearsal/virtual-clock.js';
import type { Run } from '../../src/runner/run.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { services } from '../../src/sandbox/services/index.js';
import { Unsigned } from '../../src/sandbox/unsigned.js';
import { World } from '../../src/sandbox/world.js';
import type { WorldData } from '../../src/sandbox/world-data.js';
import type { Store } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { where } from '../steps/config.js';

/** What carries a request; a test may put something between. */
export type Carry = (request: HttpRequest, options?: HttpHandlerOptions) => Promise<{ response: HttpResponse }>;

/** An AWS in memory on a virtual clock, and runs of the real runner against it. */
export interface Bed {
  /** A run on this store; what it sends is counted. */
  run(stack: string, store: Store): Run;
  readonly events: Untimed<Event>[];
  /** Operations that were asked for, oldest first. */
  readonly operations: string[];
  mutating(): readonly string[];
  readonly world: World;
  /** What the sandbox itself did wrong. */
  readonly bugs: unknown[];
}

/** A copy of a world: no case sees what another one has done. */
export const worldFrom = (data: string): World => World.from(JSON.parse(data) as WorldData);

/** More requests than any case needs: whoever sends more will not end. */
const mostRequests = 3000;

/** @param between sees each request, and may answer it in AWS's place, or later on the clock */
export function openBed(
  world: World,
  between: (carry: Carry, wait: (ms: number) => Promise<void>) => Carry = (carry) => carry,
): Bed {
  const clock = new VirtualClock(world.time);
  const bugs: unknown[] = [];
  const endpoint = new Endpoint({
    services,
    world,
    realTime: () => clock.now(),
    save: async () => {},
    onBug: (error) => void bugs.push(error),
  });
  const transport = new InProcessHandler(endpoint);
  const handle = transport.handle.bind(transport);
  const carry = between(
    (request, options) => clock.holdDuring(() => handle(request, options)),
    (ms) => clock.sleep(ms),
  );
  let sent = 0;
  transport.handle = (request, options) => {
    if (++sent > mostRequests) throw new Endless();
    return carry(request, options);
  };
  const events: Untimed<Event>[] = [];
  const operations: string[] = [];
  const emit: Run['emit'] = (event) => {
    events.push(event);
    if (event.type === 'call') operations.push(event.operation);
  };
  const cloud = openCloud(
    {
      ...{
        region: where.region,
        clock,
        emit,
        transport,
        concurrency: 16,
        disableHostPrefix: true,
        forcePathStyle: true,
      },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      signerConstructor: Unsigned,
      ...{ ignoreConfiguredEndpointUrls: true, isBare: true },
      loading: (load) => clock.holdDuring(load),
      images: { put: (to, order) => putStandIn(to, order) },
    },
    () => where,
  );
  return {
    run(stack, store) {
      const { signal } = new AbortController();
      setMaxListeners(0, signal);
      const tags = {};
      const { withCloud } = cloud;
      return { stack, tags, store, resources: resourcesByType, withCloud, clock, emit, signal, random: () => 0.5 };
    },
    events,
    operations,
    mutating: () => operations.filter(isMutating),
    world,
    bugs,
  };
}

/** Something asks for ever. No step may catch it, so it is none of the errors that mean something. */
export class Endless extends Error {
  override name = 'Endless';
  constructor() {
    super(`more than ${mostRequests} requests`);
  }
}
