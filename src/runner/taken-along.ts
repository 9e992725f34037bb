import type { StepRecord } from '../../state/schema.js';
import { cycleIn } from '../cycle.js';
import type { Resource } from '../step.js';
import { isSameId } from './same-id.js';

type Records = ReadonlyMap<string, StepRecord>;
type Resources = ReadonlyMap<string, Resource>;

/** What of a deletion AWS does by itself, and the order that follows. */
export interface TakenAlong {
  /** By step, the one whose deletion takes its resource along: a listener of a load balancer, and the rules of that listener. */
  readonly with: ReadonlyMap<string, string>;
  /** By step, those that must be deleted after it. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds what AWS deletes with something else of these records. Such a resource goes after what takes it along, which waits in its
 * place for all that needs it. What is not certain to lie in the other one is deleted by itself: a second one whose creation is not
 * known, or what a record says that was made anew without a config.
 * @param records all that is to be deleted
 */
export function takenAlong(records: Records, resources: Resources): TakenAlong {
  const holders = new Map<string, string>();
  for (const [step, record] of records) {
    const holder = holderIn(records, resources, record);
    if (holder !== undefined) holders.set(step, holder);
  }
  const found = new Map([...holders.keys()].map((step) => [step, outermost(holders, step)]));
  const needs = new Map([...records].map(([step, record]) => [step, needsOf(step, record.needs, found)]));
  for (const [step, holder] of found) needs.get(holder)?.push(step);
  return cycleIn(needs) === undefined ? { with: found, needs } : byItself(records);
}

/** The nouns as if AWS took nothing along: each of their deletions is sent. */
export const deletedByThemselves = (resources: Resources): Resources =>
  new Map([...resources].map(([type, { goesWith: _, ...resource }]) => [type, resource]));

/** Everything is deleted by itself, in the reverse of the order in which it was made. */
const byItself = (records: Records): TakenAlong => ({
  with: new Map(),
  needs: new Map([...records].map(([step, { needs }]) => [step, needs])),
});

/** The step of what it lies in, where all that the record tells of it lies there. */
function holderIn(records: Records, resources: Resources, record: StepRecord): string | undefined {
  const { goesWith, leavesBehind } = resources.get(record.type) ?? {};
  if (!goesWith || leavesBehind || record.id === undefined || record.at === 'creating') return undefined;
  const made = [record, ...(record.retired ?? []), ...(record.unclear ?? [])];
  return record.needs.find((step) => {
    const holder = records.get(step);
    return (
      holder?.type === goesWith.type &&
      holder.id !== undefined &&
      holder.at !== 'creating' &&
      made.every(({ want }) => isSameId(memberOf(want, goesWith.member), holder.id))
    );
  });
}

const memberOf = (want: StepRecord['want'], member: string): unknown =>
  typeof want === 'object' && want !== null && !Array.isArray(want) ? want[member] : undefined;

function outermost(holders: ReadonlyMap<string, string>, step: string): string {
  const holder = holders.get(step);
  return holder === undefined ? step : outermost(holders, holder);
}

/** Instead of what goes along, it must be deleted before what takes that along, and what goes along itself must not. */
function needsOf(step: string, needs: readonly string[], found: ReadonlyMap<string, string>): string[] {
  const own = found.get(step);
  const holders = needs.flatMap((need) => found.get(need) ?? []);
  return [...new Set([...needs, ...holders])].filter((need) => need !== own);
}
