import { NodeHttpHandler } from '@smithy/node-http-handler';
import pLimit from 'p-limit';
import type { ClientSettings, Transport } from '../aws/client.js';
import { sendersBy, type Senders } from '../aws/services.js';
import type { Clock } from '../clock.js';
import type { Emit } from '../events.js';
import { isMutating } from '../is-mutating.js';
import type { Cloud, Images, Tags } from '../step.js';
import { wirelessSenders, type Wireless } from './wireless.js';
import { clientsFor, type Loading } from './clients.js';
import { MovingHandler, type Moving } from './moving.js';
import type { SentChanges } from './lately.js';
import { ListedTags } from './listed-tags.js';
import { pacer, type Pacing } from './pace.js';
import { together, type Turn } from './together.js';
import { watcher, type Admit, type Answered } from './watch.js';
import { requestLimits, wholeAnswers, type RequestLimits } from './whole-answer.js';
import { sendersOf } from './whose-call.js';
import { plainText } from '../plain-text.js';

export interface OpenOptions extends Omit<ClientSettings, 'requestHandler' | 'maxAttempts'> {
  readonly clock: Clock;
  readonly emit: Emit;
  /** Aborted: what waits for its turn does not leave any more, and what has left is waited for a few seconds longer. */
  readonly signal?: AbortSignal;
  /** The endpoint, if it may move. */
  readonly moving?: Moving;
  /** What carries requests to where there is no network. */
  readonly transport?: Transport;
  /** What answers in this process, in the place of `transport`, the services that it has. */
  readonly wireless?: Wireless;
  /** Runs what loads a client; only a rehearsal needs to know. */
  readonly loading?: Loading;
  /** Is told of what each request was answered, for who learns from it. */
  readonly answered?: Answered;
  /** Is told when a call begins to wait for its turn in AWS's rates: whose it is, and for how many ms of the clock. */
  readonly waits?: (step: string | undefined, ms: number) => void;
  /** How long each request may take; as AWS needs it where absent. */
  readonly limits?: RequestLimits;
  /** How closely it keeps to AWS's rates, where that is another than the program's: for who measures what that costs. */
  readonly pacing?: Pacing;
  /** How many requests may be under way at once. */
  readonly concurrency: number;
  /** Awaited before a request that changes something leaves. Rejects where nothing may be changed any more. */
  readonly mayChange?: () => Promise<void>;
  /**
   * Counts its changes, with those of others who change the same things: while there are none, answers are told to other steps. Where
   * absent, each question leaves: who learns permissions and lessons from calls wants to see them.
   */
  readonly changes?: SentChanges;
  /** No questions are put together: each leaves as it is asked, for who looks at what AWS answers to it. */
  readonly asksAlone?: boolean;
  /** With `changes`: asks AWS's index of tags before each resource, where an attempt may be told that. For runs that look at much. */
  readonly listsTags?: boolean;
  /** What builds and pushes images, where something is created. */
  readonly images?: Images;
}

/** Where a run's calls go: AWS, another endpoint, the sandbox. Nothing behind this line knows which. */
export interface OpenCloud {
  /** Runs `verb` with a cloud whose calls belong to this step. */
  withCloud<T>(step: string, attempt: Attempt, verb: (cloud: Cloud) => Promise<T>): Promise<T>;
  /** For calls that belong to no step. */
  readonly clients: Senders;
  /** The same, and the SDK never repeats a request of them. */
  readonly once: Senders;
  close(): void;
}
export interface Attempt {
  readonly token: string;
  readonly tags: Tags;
  /** What looks at the same thing after the step has: it is told what the step was told. */
  readonly part?: string | undefined;
  /** The step stays, and should have no more tags than these: it may be told them by AWS's index. */
  readonly mayListTags?: boolean;
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
  const {
    clock,
    emit,
    concurrency,
    signal,
    moving,
    transport,
    wireless,
    loading,
    answered,
    waits,
    pacing,
    images,
    changes,
    listsTags,
    asksAlone,
    limits,
    mayChange,
    ...settings
  } = options;
  const requestHandler = transport ?? overNetwork(moving, limits, signal);
  const limit = pLimit(concurrency);
  const pace = pacer(clock, settings.region, pacing);
  const admit: Admit = async ({ operation }, request) => {
    const began = performance.now();
    return limit(async () => {
      const queueMs = performance.now() - began;
      if (mayChange && isMutating(operation)) await mayChange();
      signal?.throwIfAborted();
      return request(queueMs);
    });
  };
  const watch = watcher(emit, admit);
  const turn: Turn = async ({ step, ...asking }) => {
    let held = 0;
    const pass = await pace.turn(asking, {
      signal,
      waits(_, ms) {
        const began = performance.now();
        waits?.(step, ms);
        // A timer of a busy process fires late, for which no rate is to blame.
        return () => void (held += Math.min(performance.now() - began, ms / (clock.speed ?? 1)));
      },
    });
    return { ms: held, pass };
  };
  const offset = { ms: 0 };
  const senders = (more: Pick<ClientSettings, 'maxAttempts'>): Senders => {
    const wired = clientsFor({ ...settings, requestHandler, ...more }, watch, offset, loading);
    return wireless ? wirelessSenders(wireless, wired, emit, admit) : wired;
  };
  const unrepeated = senders({ maxAttempts: 1 });
  const repeated = senders({});
  const listed = changes && listsTags ? new ListedTags(clock, changes, loading) : undefined;
  // A push is none of the SDK's calls.
  const counted =
    images && changes
      ? { ...images, put: (...order: Parameters<Images['put']>) => changes.made(() => images.put(...order)) }
      : images;
  const asTold = { turn, answered, clock, changes, asksAlone };
  const once = together(unrepeated, asTold);
  const clients = together(repeatingQuestions(repeated, unrepeated), asTold);
  return {
    clients,
    once,
    withCloud: async (step, { token, tags, part, mayListTags }, verb) => {
      const senders = sendersOf(step, clients, part);
      return verb({
        ...senders,
        ...whereabouts(),
        region: settings.region,
        token,
        tags,
        ...(counted && { images: counted }),
        ...(listed?.isGood && mayListTags && { listedTags: (arn) => listed.of(sendersOf(step, once), arn, tags) }),
      });
    },
    close: () => requestHandler.destroy?.(),
  };
}

/** ms. The time of the whole request is limited elsewhere. */
const timeouts = { connectionTimeout: 5_000 };

const overNetwork = (moving: Moving | undefined, limits: RequestLimits = requestLimits, signal?: AbortSignal) =>
  wholeAnswers(moving ? new MovingHandler(moving, timeouts) : new NodeHttpHandler(timeouts), limits, signal);

/**
 * Lets the SDK repeat questions by itself, and nothing else. A change whose answer was lost may have been made, and AWS
 * refuses many of them the second time: a role that is in its profile, a rule that is there. So the runner repeats the
 * verb, which looks first.
 */
const repeatingQuestions = (clients: Senders, once: Senders): Senders =>
  sendersBy(({ schema }) => (isMutating(plainText(schema?.[2])) ? once : clients));
