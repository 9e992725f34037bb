import type { ClientSettings, SdkClient } from '../aws/client.js';
import { settledStack, type SdkStack } from '../aws/settled-stack.js';
import { perService, services, type Senders, type ServiceEntry, type ServiceId } from '../aws/services.js';
import type { Watch } from './watch.js';

/** Runs what loads a client: for a clock that has to stand still meanwhile. */
export type Loading = <T>(load: () => Promise<T>) => Promise<T>;

/** How far AWS's clock is ahead of this machine's, in ms, as the SDK has found out. */
export interface ClockOffset {
  ms: number;
}

/**
 * One client per service, each loaded and made when it is first used.
 * @param watch sees every request
 * @param offset what one client learns of AWS's clock, all of them know
 */
export function clientsFor(
  { isBare = false, ...settings }: ClientSettings,
  watch: Watch,
  offset: ClockOffset,
  loading: Loading = (load) => load(),
): Senders {
  const make = async (service: ServiceId): Promise<SdkClient> => {
    const entry: ServiceEntry = services[service];
    const Client = await entry.client();
    const client = new Client(settings);
    watch(service, client);
    shareClock(client, offset);
    if (isBare) keepSigners(client);
    settle(client, isBare);
    return client;
  };
  const lazily = (service: ServiceId): Pick<SdkClient, 'send'> => {
    let made: Promise<SdkClient> | undefined;
    return { send: async (...request) => (await (made ??= loading(() => make(service)))).send(...request) };
  };
  // Each hands a request on as it is, so it takes what its own client takes and answers what that answers.
  return perService(lazily) as Senders;
}

/** What a client would do for each request, and nothing needs: no client has a logger. */
const unneeded = ['loggerMiddleware'];
/** These add headers that say who asks, and where. The one that says how long a body is stays: without it S3's client warns. */
const added = ['getUserAgentMiddleware', 'recursionDetectionMiddleware', 'hostHeaderMiddleware'];

/** From now on, nothing is added to a client's stack. */
function settle(client: SdkClient, isBare: boolean): void {
  const stack = client.middlewareStack as SdkStack;
  for (const name of isBare ? [...unneeded, ...added] : unneeded) stack.remove(name);
  Object.assign(client, { middlewareStack: settledStack(stack) });
}

/**
 * The SDK copies the client's settings into a new signer for each request. A signer keeps nothing of a request, and takes the
 * credentials anew each time.
 */
function keepSigners(client: SdkClient): void {
  const config = client.config as { signer?: (scheme?: object) => Promise<unknown> };
  const { signer: make } = config;
  if (!make) return;
  const made = new Map<string, Promise<unknown>>();
  config.signer = (scheme) => {
    const key = JSON.stringify(scheme) ?? '';
    let signer = made.get(key);
    if (!signer) made.set(key, (signer = make(scheme)));
    return signer;
  };
}

/**
 * Every client of the SDK corrects its own clock, by the time in an answer. So without this each one's first request fails,
 * on a machine whose clock is wrong.
 * Source: https://github.com/smithy-lang/smithy-typescript and aws-sdk-js-v3, `AwsSdkSigV4Signer`
 */
function shareClock({ config }: SdkClient, offset: ClockOffset): void {
  Object.defineProperty(config, 'systemClockOffset', {
    get: () => offset.ms,
    set: (ms: number) => (offset.ms = ms),
    enumerable: true,
  });
}
