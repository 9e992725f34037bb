import { all } from '../../all.js';
import { resourcesByType } from '../../../steps/nouns.js';
import { localStates } from '../../../state/local-states.js';
import type { States } from '../../../state/states.js';
import { noStackId } from '../../identity.js';
import { billedItemsOfRecords } from '../../prices/billed-items.js';
import { estimateOf } from '../../prices/estimate.js';
import { pricesIn } from '../../prices/table.js';
import { isInNoRegion, runOn, taggedStacks, type TaggedStack } from '../../runner/sweep.js';
import type { Run } from '../../runner/run.js';
import type { Leftover, WhyKept } from '../../ui/leftovers.js';
import type { Session } from '../session/session.js';

/** Which stacks are meant. */
export interface SweepChoice {
  /** Of this name. */
  readonly only?: string | undefined;
  /** `noStackId`: the one without. */
  readonly id?: string | undefined;
  readonly expired: boolean;
}

/** A stack that is there and has no state here. `keeps`: why a sweep of all leaves it. */
export interface Found {
  /** On this stack, with the records that its tags tell of. */
  readonly run: Run;
  readonly shown: Leftover;
  readonly keeps?: WhyKept;
}

/** Younger stacks may be coming up right now: their state may be on its way to somebody's disk. */
const youngMs = 3600_000;

/**
 * The stacks in the region that no state of this machine knows.
 * @param now ms since the epoch
 * @throws FailureError where a state cannot be read: what it knows would be deleted
 */
export async function leftoversOf(
  { run, states, place }: Session,
  directory: string,
  choice: SweepChoice,
  now: number,
): Promise<Found[]> {
  const known = new Set([...(await stacksIn(localStates(directory))), ...(await stacksIn(states))]);
  const marks = {
    ...(choice.only !== undefined && { 'provision:stack': choice.only }),
    ...(choice.id !== undefined && choice.id !== noStackId && { 'provision:id': choice.id }),
  };
  const stacks = await taggedStacks(run, marks);
  const isMeant = (it: TaggedStack) =>
    (choice.id === undefined || choice.id === (it.id ?? noStackId)) &&
    !known.has(keyOf(it)) &&
    (!choice.expired || isOver(it.expires, now));
  const found = stacks.filter(isMeant).map(async (tagged) => {
    const keeps = whyKept(run, tagged, choice, now);
    const onIt = await runOn(run, tagged);
    return { run: onIt, shown: shownOf(onIt, tagged, { region: place.region, now, keeps }), ...(keeps && { keeps }) };
  });
  return all(found);
}

/**
 * The stacks that states know, by their keys. A state from before stacks had ids has one as soon as it was locked, and
 * what it records bears none until the next `up` has come to it: so it knows two.
 */
async function stacksIn(states: States): Promise<string[]> {
  const stacks = await states.stacks();
  const read = await all(stacks.map(async (stack) => (await states.read(stack))?.state));
  return read.flatMap((state) => {
    if (!state) return [];
    const { stack, id, records } = state;
    const isWithout = id === undefined || Object.values(records).some(({ tags }) => !('provision:id' in tags));
    return [...(id === undefined ? [] : [keyOf({ stack, id })]), ...(isWithout ? [keyOf({ stack })] : [])];
  });
}

/** An id is enough, where there is one. */
const keyOf = ({ stack, id }: Pick<TaggedStack, 'stack' | 'id'>): string =>
  id === undefined ? `name ${stack}` : `id ${id}`;

const isOver = (expires: Date | undefined, now: number): boolean => expires !== undefined && expires.getTime() <= now;

function whyKept(run: Run, it: TaggedStack, { only, id }: SweepChoice, now: number): WhyKept | undefined {
  if (id !== undefined || isOver(it.expires, now)) return undefined;
  if (isInNoRegion(run, it)) return 'no-region';
  if (only !== undefined) return undefined;
  if (it.id === undefined) return 'no-id';
  return it.since && now - it.since.getTime() < youngMs ? 'young' : undefined;
}

function shownOf(
  { store }: Run,
  it: TaggedStack,
  { region, now, keeps }: { region: string; now: number; keeps: WhyKept | undefined },
): Leftover {
  const { stack, id, things, since, by, expires } = it;
  const { perHour, unknown } = estimateOf(billedItemsOfRecords(store.records, resourcesByType), pricesIn(region));
  return {
    stack,
    ...(id !== undefined && { id }),
    ...(since && { since: since.toISOString() }),
    ...(by !== undefined && { by }),
    ...(expires && { expires: expires.toISOString(), expired: isOver(expires, now) }),
    resources: things.map(({ type, id }) => ({ type, id })),
    hourly: perHour,
    unknown: [...new Set(unknown.map((line) => JSON.stringify(line)))].length,
    ...(keeps && { keeps }),
  };
}
