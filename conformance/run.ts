import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { all } from '../src/all.js';
import { perService, type Senders, type ServiceId } from '../src/aws/services.js';
import { codeOf, messageOf } from '../src/aws-errors.js';
import type { OpenCloud } from '../src/cloud/open.js';
import { Checks } from './checks.js';
import { couldNotAsk } from './could-not-ask.js';
import { Difference } from './difference.js';
import { Given } from './given.js';
import type { Place } from './place.js';
import type { Probe } from './probe.js';
import type { Removal } from './removals.js';
import { removeAll, type LeftBehind } from './remove.js';
import { conformanceTag, type Maker } from './maker.js';
import { notingClients, type Fresh } from './noting-clients.js';
import type { Story } from './story.js';

/**
 * How a probe ended. `passed`: all is as expected. `differs`: AWS has answered otherwise. `unanswered`: it could not be
 * asked, for want of a permission, room or a connection. `broken`: the probe itself is wrong. `stopped`: by Ctrl-C.
 */
export type Ending =
  | { readonly is: 'passed' }
  | { readonly is: 'differs'; readonly what: string; readonly expected: string; readonly answered: string }
  | { readonly is: 'unanswered' | 'broken'; readonly why: string }
  | { readonly is: 'stopped' };

export interface Outcome {
  readonly probe: Probe;
  readonly ending: Ending;
  readonly left: readonly LeftBehind[];
  /** Of AWS's time, removal included. */
  readonly seconds: number;
}

export interface RunOptions {
  readonly place: Place;
  /** The run's id: eight hexadecimal digits. */
  readonly id: string;
  readonly signal: AbortSignal;
  /** How many probes run at once. */
  readonly concurrency: number;
  /** Is told of what was made, before the probe that made it goes on. */
  readonly made?: (removal: Removal) => void;
  /** Is told of each probe that has ended. */
  readonly ended?: (outcome: Outcome) => void;
}

/** Whose calls those are that make what several probes share. */
export const sharedTitle = 'what several probes share';

/**
 * Runs probes, and takes away what they have made: each probe's own after it, what they share at the end.
 * @returns an outcome for each probe, in their order, and what of the shared things is left
 */
export async function runProbes(
  probes: readonly Probe[],
  options: RunOptions,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly left: readonly LeftBehind[] }> {
  const { place, signal, concurrency, ended = () => {} } = options;
  const naming = namesFor(options.id);
  const fresh: Fresh = new Map();
  const shared: Removal[] = [];
  const given = new Given(storyOf(options, naming, sharedTitle, shared, fresh));
  const limit = pLimit(concurrency);
  const run = async (probe: Probe): Promise<Outcome> => {
    const began = place.clock.now();
    if (signal.aborted) return { probe, ending: { is: 'stopped' }, left: [], seconds: 0 };
    const own: Removal[] = [];
    const check = new Checks(place.clock, signal);
    const story = { ...storyOf(options, naming, probe.title, own, fresh), check, given };
    const ending = await endingOf(probe, story, signal);
    const left = await removeAll(place.open.clients, place.clock, own);
    const outcome = { probe, ending, left, seconds: Math.round((place.clock.now() - began) / 1000) };
    ended(outcome);
    return outcome;
  };
  const outcomes = await all(probes.map((probe) => limit(run, probe)));
  return { outcomes, left: await removeAll(place.open.clients, place.clock, shared) };
}

async function endingOf(probe: Probe, story: Story, signal: AbortSignal): Promise<Ending> {
  try {
    await probe.run(story);
    if (story.check.count === 0) return { is: 'broken', why: 'it expects nothing, so it cannot fail' };
    return { is: 'passed' };
  } catch (error) {
    if (signal.aborted) return { is: 'stopped' };
    if (error instanceof Difference) {
      const { what, expected, answered } = error;
      return { is: 'differs', what, expected, answered };
    }
    const why = `${codeOf(error)}: ${messageOf(error)}`;
    if (couldNotAsk(error)) return { is: 'unanswered', why };
    // A call that must succeed was refused.
    if (Object(error).$metadata !== undefined)
      return { is: 'differs', what: 'a call of the story', expected: 'success', answered: why };
    return { is: 'broken', why: error instanceof Error ? (error.stack ?? why) : why };
  }
}

/** Names of one run: `pc-1a2b3c4d-7-cluster`. */
function namesFor(id: string): (what: string) => string {
  let count = 0;
  return (what) => {
    const name = `pc-${id}-${++count}-${what}`;
    if (name.length > 32) throw new Error(`${name} is longer than 32 characters, which a load balancer's may not be`);
    return name;
  };
}

function storyOf(
  { place, id, signal, made = () => {} }: RunOptions,
  name: (what: string) => string,
  title: string,
  own: Removal[],
  fresh: Fresh,
): Maker {
  const { open, clock, account, region, partition } = place;
  const note = (removal: Removal) => {
    own.push(removal);
    made(removal);
  };
  return {
    ...notingClients(attributed(open, title), clock, signal, fresh, note),
    ...{ clock, account, region, partition, name },
    tags: { [conformanceTag]: id },
    tagList: [{ Key: conformanceTag, Value: id }],
    token: randomUUID,
  };
}

/** Clients whose calls are told of as those of one probe. */
function attributed(open: OpenCloud, title: string): Senders {
  type Send = { send(command: never): Promise<unknown> };
  const send = (service: ServiceId) => (command: never) =>
    open.withCloud(title, { token: '', tags: {} }, (cloud) => (cloud[service] as Send).send(command));
  return perService((service) => ({ send: send(service) })) as unknown as Senders;
}
