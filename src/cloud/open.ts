import { NodeHttpHandler } from '@smithy/node-http-handler';
import pLimit from 'p-limit';
import type { Clock } from '../clock.js';
import type { Emit } from '../events.js';
import type { Cloud, Images, Tags } from '../step.js';
import { Clients, type ClientSettings, type Transport } from './clients.js';
import { MovingHandler, type Moving } from './moving.js';
import { pacer } from './pace.js';
import { callsOf, watcher, type Answered } from './watch.js';

export interface OpenOptions extends Omit<ClientSettings, 'requestHandler' | 'maxAttempts'> {
  readonly clock: Clock;
  readonly emit: Emit;
  /** Aborted: what waits for its turn does not leave any more. */
  readonly signal?: AbortSignal;
  /** The endpoint, if it may move. */
  readonly moving?: Moving;
  /** What carries requests to where there is no network. */
  readonly transport?: Transport;
  /** Is told of what each request was answered, for who learns from it. */
  readonly answered?: Answered;
  /** How many requests may be under way at once. */
  readonly concurrency: number;
  /** What builds and pushes images, where something is created. */
  readonly images?: Images;
}

/** Where a run's calls go: AWS, another endpoint, the sandbox. Nothing behind this line knows which. */
export interface OpenCloud {
  /** Runs `verb` with a cloud whose calls belong to this step. */
  act<T>(step: string, attempt: Attempt, verb: (cloud: Cloud) => Promise<T>): Promise<T>;
  /** For calls that belong to no step. */
  readonly clients: Clients;
  close(): void;
}
export interface Attempt {
  readonly token: string;
  readonly tags: Tags;
  /** Whether the SDK may repeat a request by itself; never for a create, whose answer may have been lost. */
  readonly repeatable: boolean;
}
export interface Whereabouts {
  readonly account: string;
  readonly partition: string;
}

/**
 * Opens a cloud. No call is made: `whereabouts` is asked for when the first step acts.
 * @param whereabouts what `sts:GetCallerIdentity` said
 */
export function openCloud(options: OpenOptions, whereabouts: () => Whereabouts): OpenCloud {
  const { clock, emit, concurrency, signal, moving, transport, answered, images, ...settings } = options;
  const requestHandler = transport ?? (moving ? new MovingHandler(moving, timeouts) : new NodeHttpHandler(timeouts));
  const limit = pLimit(concurrency);
  const pace = pacer(clock);
  const watch = watcher(emit, async (service, operation, request) => {
    await pace(service, operation, signal);
    return limit(() => {
      signal?.throwIfAborted();
      return request();
    });
  }, answered);
  const clients = new Clients({ ...settings, requestHandler }, watch);
  const once = new Clients({ ...settings, requestHandler, maxAttempts: 1 }, watch);
  return {
    clients,
    act: (step, { token, tags, repeatable }, verb) =>
      callsOf.run(step, () => verb(cloudOf(repeatable ? clients : once, { ...whereabouts(), region: settings.region, token, tags, ...(images && { images }) }))),
    close: () => requestHandler.destroy?.(),
  };
}

/** ms. AWS answers in seconds, if at all. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** A cloud is the clients, seen through getters so that each is still made only when used, and a few facts. */
const cloudOf = (clients: Clients, facts: Omit<Cloud, keyof Clients>): Cloud => ({
  get ec2() { return clients.ec2; },
  get ecr() { return clients.ecr; },
  get ecs() { return clients.ecs; },
  get elbv2() { return clients.elbv2; },
  get autoscaling() { return clients.autoscaling; },
  get iam() { return clients.iam; },
  get sts() { return clients.sts; },
  get ssm() { return clients.ssm; },
  get logs() { return clients.logs; },
  get apigatewayv2() { return clients.apigatewayv2; },
  get servicediscovery() { return clients.servicediscovery; },
  ...facts,
});
