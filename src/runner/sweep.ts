import { all } from '../all.js';
import { MemoryStore } from '../../state/store.js';
import { FailureError } from '../failure.js';
import { bornAt, noStackId } from '../identity.js';
import type { Marks, Tags } from '../step.js';
import { earliestOf, everythingOf } from './everything.js';
import type { Thing } from './inventory.js';
import { leftBehindBy } from './left-behind.js';
import { recordsOf } from './records-of.js';
import type { Run } from './run.js';

/** A stack that is there, as its tags tell of it. */
export interface TaggedStack {
  readonly stack: string;
  /** Absent where it was made before stacks had ids. */
  readonly id?: string;
  readonly things: readonly Thing[];
  /** When it was begun. */
  readonly since?: Date;
  /** Who made it. */
  readonly by?: string;
  /** Until when it is wanted. */
  readonly expires?: Date;
}

/**
 * Finds the stacks of the region, by their tags.
 * @param marks narrow them down, to a name, an id, or those with a time of death
 * @throws FailureError, Stopped
 */
export async function taggedStacks(run: Run, marks: Marks = {}): Promise<TaggedStack[]> {
  const { things, gone, unlisted } = await everythingOf(run, { 'provision:stack': undefined, ...marks });
  if (unlisted) throw new FailureError(unlisted);
  const left = await all(gone.map((it) => leftBehindBy(run, it)));
  const byStack = new Map<string, Thing[]>();
  for (const it of [...things, ...left.flat()]) {
    const tags = tagsOf(it);
    const key = JSON.stringify([tags['provision:stack'] ?? '', tags['provision:id'] ?? '']);
    byStack.set(key, [...(byStack.get(key) ?? []), it]);
  }
  return [...byStack].map(([key, them]) => {
    const [stack = '', id = ''] = JSON.parse(key) as string[];
    return { stack, things: them, ...aboutOf(id, them) };
  });
}

/** Its own tags, or those of what it was made for. */
const tagsOf = ({ tags, partOf }: Thing): Tags => tags ?? partOf?.tags ?? {};

function aboutOf(id: string, things: readonly Thing[]) {
  const tagOf = (key: string) => things.map(tagsOf).find((tags) => tags[key] !== undefined)?.[key];
  const [since, by, expires] = [bornAt(id), tagOf('provision:by'), lastDeath(things)];
  return {
    ...(id !== '' && { id }),
    ...(since && { since }),
    ...(by !== undefined && { by }),
    ...(expires && { expires }),
  };
}

/** The latest: an `up --ttl` that broke off has prolonged the life of some resources only. */
function lastDeath(things: readonly Thing[]): Date | undefined {
  const times = things.map((it) => Date.parse(tagsOf(it)['provision:expires'] ?? '')).filter((it) => !Number.isNaN(it));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

/**
 * Whether all that is there of a stack belongs to no region: IAM's roles. Then the stack may well be alive in another region.
 */
export const isInNoRegion = (run: Run, { things }: TaggedStack): boolean =>
  things.every(({ type }) => run.resources.get(type)?.isGlobal);

/**
 * A run on a stack that only tags tell of, on which all that works from records works: its price, `down` and the look
 * before that. A run that breaks off loses nothing: the tags are still there.
 * @throws FailureError, Stopped
 */
export async function runOn(run: Run, { stack, id, things }: TaggedStack): Promise<Run> {
  const silent = { ...run, stack, emit: () => {}, store: new MemoryStore([], id ?? noStackId) };
  const records = await recordsOf(silent, [], things);
  return { ...run, stack, store: new MemoryStore(records, id ?? noStackId, earliestOf(things)) };
}
