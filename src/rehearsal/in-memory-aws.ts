import { setMaxListeners } from 'node:events';
import type { MemoryStore } from '../../state/store.js';
import type { Answer } from '../cloud/watch.js';
import type { Wireless } from '../cloud/wireless.js';
import { openCloud, type OpenCloud, type OpenOptions } from '../cloud/open.js';
import type { Event, Untimed } from '../events.js';
import { putStandIn } from '../image/stand-in.js';
import type { Run } from '../runner/run.js';
import { quotaNames, quotas } from '../facts/quotas.js';
import type { Zone } from '../facts/zones.js';
import { requireKnownZones, setZones } from '../sandbox/known-zones.js';
import { Endpoint } from '../sandbox/endpoint.js';
import type { Guard } from '../sandbox/guard.js';
import { wirelessAt, InProcessHandler } from '../sandbox/in-process.js';
import { setQuotas } from '../sandbox/quotas.js';
import { Rates } from '../sandbox/rates.js';
import { services } from '../sandbox/services/index.js';
import { putPushedImage } from '../sandbox/services/ecr/put-pushed-image.js';
import { takeOnTrust } from '../sandbox/taken-on-trust.js';
import { Unsigned } from '../sandbox/unsigned.js';
import { World } from '../sandbox/world.js';
import type { WorldData } from '../sandbox/world-data.js';
import type { Cloud, ImageOrder, Images, Resource, Tags } from '../step.js';
import { mapStrings, textReplacer } from './json-strings.js';
import { VirtualClock } from './virtual-clock.js';

/** Where a stack is, or will be. */
export interface AwsLocation {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** What EC2 has told of a region whose zones `src/facts` does not know. */
  readonly zones?: readonly Zone[] | undefined;
}

/** What takes part in a run. */
export interface Participants {
  readonly stack: string;
  readonly tags: Tags;
  readonly store: MemoryStore;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly images?: Images;
  /** The names of steps whose resources are started anew though nothing differs. */
  readonly redeploy?: ReadonlySet<string> | undefined;
  /** Nobody asks how long it takes: what takes its time is looked at seldom. */
  readonly isTimeless?: boolean;
  /** What keeps questions from leaving, as of a cloud: for who counts them. Permissions and lessons are taken from the calls of each step. */
  readonly fewer?: Pick<OpenOptions, 'changes' | 'listsTags' | 'pacing'>;
}

/** Whom the sandbox takes a rehearsal for. */
const accessKeyId = 'rehearsal';

/** ms. A load balancer takes three minutes; all services behind it would be looked at forty times until then. */
const timelessPollMs = 20_000;

/**
 * A sandbox in memory, without a socket and without real time, in which the real runner and steps run. An operation
 * that the sandbox does not have answers 501 here, too. Secrets, parameters, managed policies and repositories of images that
 * are not in its world are taken to be in the account, and what AWS raises quotas of on request is not limited.
 */
export class InMemoryAws {
  readonly location: AwsLocation;
  readonly clock: VirtualClock;
  readonly world: World;
  /** Calls as they were answered, oldest first. */
  readonly answers: Answer[] = [];
  readonly events: Untimed<Event>[] = [];

  readonly #guard: Guard | undefined;
  readonly #rates: Rates;

  /**
   * @param guard asked before every request
   * @param rates how fast it may be asked: as fast as one likes where absent, because a rehearsal tells of calls that succeed
   * @throws FailureError `zones-unknown`
   */
  constructor(
    { zones, ...location }: AwsLocation,
    world = new World(Date.now(), undefined, location.account),
    guard?: Guard,
    rates = new Rates(false),
  ) {
    requireKnownZones(location.region, zones);
    if (zones) setZones({ world, region: location.region }, zones);
    this.#guard = guard;
    this.#rates = rates;
    this.location = location;
    this.world = world;
    takeOnTrust(world);
    setQuotas({ world }, ofNoAccount);
    this.clock = new VirtualClock(world.time);
  }

  /** A run of a stack against this AWS. Its events and answers are kept. */
  run({ stack, tags, store, resources, images, redeploy, isTimeless, fewer }: Participants): Run {
    const { clock } = this;
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const { withCloud } = this.#open(images, true, fewer);
    return {
      stack,
      tags,
      store,
      resources,
      withCloud,
      clock,
      emit: (event) => void this.events.push(event),
      signal,
      random: () => 0.5,
      ...(redeploy && { redeploy }),
      ...(isTimeless && { leastPollMs: timelessPollMs }),
    };
  }

  /** Sends calls that belong to no run. Neither events nor answers of them are kept. */
  withCloud<T>(work: (cloud: Cloud) => Promise<T>): Promise<T> {
    return this.#open(standInImages(this), false).withCloud('', { token: '', tags: {} }, work);
  }

  #open(images = standInImages(this), isKept = true, fewer: Participants['fewer'] = {}): OpenCloud {
    const { region } = this.location;
    return openCloud(
      {
        ...{ region, images, clock: this.clock, disableHostPrefix: true, forcePathStyle: true, concurrency: 64 },
        ...fewer,
        ...{ ignoreConfiguredEndpointUrls: true, isBare: true },
        credentials: { accessKeyId, secretAccessKey: accessKeyId },
        signerConstructor: Unsigned,
        ...this.#reach(),
        loading: (load) => this.clock.holdDuring(load),
        emit: (event) => void (isKept && this.events.push(event)),
        answered: (answer) => void (isKept && this.answers.push(answer)),
      },
      () => this.location,
    );
  }

  /** What carries requests here, for clients of somebody else. */
  transport(): InProcessHandler {
    return this.#reach().transport;
  }

  /** Awaited before each call: calls take no time here, except for who measures. */
  protected async before(): Promise<void> {}

  /** What is answered without a wire, and what carries the rest. */
  #reach(): { readonly transport: InProcessHandler; readonly wireless: Wireless } {
    const { clock, world, location } = this;
    const guard = this.#guard ? { guard: this.#guard } : {};
    const endpoint = new Endpoint({
      ...{ services, world, rates: this.#rates },
      realTime: () => clock.now(),
      save: async () => {},
      ...guard,
    });
    const around = async <T>(handle: () => Promise<T>): Promise<T> => {
      await this.before();
      return clock.holdDuring(handle);
    };
    return {
      transport: new InProcessHandler(endpoint, around),
      wireless: wirelessAt(endpoint, { region: location.region, accessKeyId }, around),
    };
  }
}

/** What AWS gives more of on request, the account may have more of: a rehearsal that has asked none refuses nothing. */
const ofNoAccount = Object.fromEntries(
  quotaNames.filter((name) => quotas[name].adjustable).map((name) => [name, Number.MAX_SAFE_INTEGER]),
);

/** As much as AWS gives to everybody, where it does: what a new account has. */
export const ofNewAccount = Object.fromEntries(
  quotaNames.filter((name) => !quotas[name].variesByAccount).map((name) => [name, quotas[name].value]),
);

/** A rehearsal builds no images: it puts stand-ins. */
export const standInImages = (aws: InMemoryAws): Images =>
  exceptByHand({ put: (cloud, order) => putStandIn(cloud, order) }, (_cloud, order) => pushByHand(aws, order));

/** Whether nobody but the user can put an image there: there is nothing to build it from. */
const isPushedByHand = ({ directory }: ImageOrder): boolean => directory === undefined;

/** Puts an image there as if the user had pushed it: no call of ours does. */
export async function pushByHand({ world, location }: InMemoryAws, order: ImageId): Promise<void> {
  putPushedImage({ world, region: location.region }, order);
}
type ImageId = Pick<ImageOrder, 'repositoryName' | 'imageTag'>;

/** The same images, but for those that the user pushes, which are put by `push`. */
export const exceptByHand = (images: Images, push: (cloud: Cloud, order: ImageOrder) => Promise<void>): Images => ({
  ...images,
  put: (cloud, order) => (isPushedByHand(order) ? push(cloud, order) : images.put(cloud, order)),
});

/** Images that a builder would push: the calls are not ours, so they are not kept. */
export const imagesPushedOutside = (aws: InMemoryAws): Images => ({
  put: (_cloud, order) => aws.withCloud((cloud) => putStandIn(cloud, order)),
});

/** A copy of the world with some ids replaced by others, which may hold any character. */
export const replaceIds = (world: World, ids: ReadonlyMap<string, string>): World =>
  World.from(mapStrings(JSON.parse(JSON.stringify(world)), textReplacer(ids)) as WorldData);
