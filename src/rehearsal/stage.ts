import { setMaxListeners } from 'node:events';
import type { MemoryStore } from '../../state/store.js';
import type { Answer } from '../cloud/watch.js';
import { openCloud, type OpenCloud } from '../cloud/open.js';
import type { Event, Untimed } from '../events.js';
import { putStandIn } from '../image/stand-in.js';
import type { Run } from '../runner/run.js';
import { requireKnownZones } from '../sandbox/known-zones.js';
import { Endpoint } from '../sandbox/endpoint.js';
import type { Guard } from '../sandbox/guard.js';
import { InProcessHandler } from '../sandbox/in-process.js';
import { services } from '../sandbox/services/index.js';
import { World, type WorldData } from '../sandbox/world.js';
import type { Cloud, Images, Resource, Tags } from '../step.js';
import { replacer } from './leaves.js';
import { VirtualClock } from './virtual-clock.js';

/** Where the stack will be. */
export interface Setting {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** Who is in a run. */
export interface Cast {
  readonly stack: string;
  readonly tags: Tags;
  readonly store: MemoryStore;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly images?: Images;
}

/**
 * An AWS of one's own in memory, without a socket and without real time, for runs of the real runner and steps.
 * What it does not have answers 501 here, too.
 */
export class Stage {
  readonly setting: Setting;
  readonly clock: VirtualClock;
  readonly world: World;
  /** Calls as they were answered, oldest first. */
  readonly answers: Answer[] = [];
  readonly events: Untimed<Event>[] = [];

  readonly #guard: Guard | undefined;

  /**
   * @param guard asked before every request
   * @throws FailureError `zones-unknown`
   */
  constructor(setting: Setting, world = new World(Date.now(), undefined, setting.account), guard?: Guard) {
    requireKnownZones(setting.region);
    this.#guard = guard;
    this.setting = setting;
    this.world = world;
    this.clock = new VirtualClock(world.time);
  }

  /** A run of a stack on this stage. What it emits and what is answered is kept. */
  run({ stack, tags, store, resources, images }: Cast): Run {
    const { clock } = this;
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const { act } = this.#open(images);
    return { stack, tags, store, resources, act, clock, emit: (event) => void this.events.push(event), signal, random: () => 0.5 };
  }

  /** Does something behind every run's back. Nothing is kept of it. */
  act<T>(work: (cloud: Cloud) => Promise<T>): Promise<T> {
    return this.#open(standIns, false).act('', { token: '', tags: {}, repeatable: false }, work);
  }

  #open(images = standIns, isKept = true): OpenCloud {
    const { region } = this.setting;
    return openCloud(
      {
        ...{ region, images, clock: this.clock, disableHostPrefix: true, concurrency: 64 },
        credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
        transport: this.#transport(),
        emit: (event) => void (isKept && this.events.push(event)),
        answered: (answer) => void (isKept && this.answers.push(answer)),
      },
      () => this.setting,
    );
  }

  #transport(): InProcessHandler {
    const { clock, world } = this;
    const guard = this.#guard ? { guard: this.#guard } : {};
    const endpoint = new Endpoint({ services, world, tick: () => clock.now(), save: async () => {}, ...guard });
    const handler = new InProcessHandler(endpoint);
    const handle = handler.handle.bind(handler);
    handler.handle = (request, options) => clock.during(() => handle(request, options));
    return handler;
  }
}

/** Nothing is built in a rehearsal. */
const standIns: Images = { put: (cloud, order) => putStandIn(cloud, order) };

/** Where a builder would push it, that is no call of ours. */
export const pushed = (stage: Stage): Images => ({ put: (_cloud, order) => stage.act((cloud) => putStandIn(cloud, order)) });

/** The same world, in which other ids stand in the place of some. */
export const renamed = (world: World, ids: ReadonlyMap<string, string>): World =>
  World.from(JSON.parse(replacer(ids)(JSON.stringify(world))) as WorldData);
