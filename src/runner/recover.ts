import { all } from '../all.js';
import type { State, StepRecord } from '../../state/schema.js';
import { FailureError, type UnrecordedStack } from '../failure.js';
import { requireOrder } from '../step-dependencies.js';
import { marksOf, noStackId } from '../identity.js';
import type { Step, Tags } from '../step.js';
import { earliestOf, everythingOf, lookAt, type Everything } from './everything.js';
import { isSameId } from './same-id.js';
import type { Thing } from './inventory.js';
import { leftBehindBy } from './left-behind.js';
import { stacksOf } from './first-look.js';
import { inventoryOf } from './inventory.js';
import { recordsOf } from './records-of.js';
import type { Run } from './run.js';

export interface Recovered {
  readonly records: ReadonlyMap<string, StepRecord>;
  readonly said: SaidByTags;
  /** By when the stack was begun, as far as what is there tells it. */
  readonly begun: Date | undefined;
  /** What AWS lists with the stack's tags, and that is of no noun. */
  readonly others: Everything['others'];
}

/**
 * What the tags tell of the whole stack: who made it, the latest time of death, and since when it is paused. What the pause
 * took away bears no tags any more: who has the config knows it.
 */
type SaidByTags = Pick<State, 'by' | 'expires' | 'paused'>;

/** The stacks that bear this run's name, by their ids. @throws FailureError, Stopped */
export async function stacksOfName(run: Run): Promise<UnrecordedStack[]> {
  const marks = { 'provision:stack': run.stack };
  const { found, unlisted } = await inventoryOf(run, marks);
  if (unlisted) throw new FailureError(unlisted);
  // What is left may be roles alone, which that list has not.
  return stacksOf(found.length > 0 ? found : (await everythingOf(run, marks)).things);
}

/** Everything of this run's stack. Nothing can be searched for by a tag that it lacks, so the rest is left out here. */
async function everythingOfStack(run: Run): Promise<Everything> {
  const found = await everythingOf(run, marksOf(run.stack, run.store.id));
  const isOfStack = (tags: Tags | undefined) => (tags?.['provision:id'] ?? noStackId) === run.store.id;
  const left = await all(found.gone.filter(({ tags }) => isOfStack(tags)).map((it) => leftBehindBy(run, it)));
  return {
    ...found,
    things: [...found.things.filter(({ tags, partOf }) => isOfStack(tags ?? partOf?.tags)), ...left.flat()],
    others: found.others.filter(({ tags }) => isOfStack(tags)),
  };
}

/**
 * Makes records of all that bears the tags of this stack: its name, and the id of the run's store, or none where that is
 * `noStackId`. Nothing is changed or stored.
 * @param steps of the config; none where there is no config
 * @throws FailureError, Stopped
 */
export async function recover(run: Run, steps: readonly Step[]): Promise<Recovered> {
  requireOrder(steps);
  const { things, others, unlisted } = await everythingOfStack(run);
  if (unlisted && steps.length === 0) throw new FailureError(unlisted);
  const records = await recordsOf(run, steps, things);
  return { records, said: saidIn(records), begun: earliestOf(things), others };
}

function saidIn(records: ReadonlyMap<string, StepRecord>): SaidByTags {
  const valuesOf = (key: string) => [...records.values()].flatMap(({ tags }) => tags[key] ?? []).toSorted();
  const [[by], expires, [since]] = [
    valuesOf('provision:by'),
    valuesOf('provision:expires').at(-1),
    valuesOf('provision:paused'),
  ];
  return {
    ...(by !== undefined && { by }),
    ...(expires !== undefined && { expires }),
    ...(since !== undefined && { paused: { since, gone: {} } }),
  };
}

/**
 * Completes the records that were made without a config: with the wants of the steps, and under their names. Records of
 * no step stay as they are, and so does any that was made otherwise.
 * @throws FailureError, Stopped
 */
export async function completeRecords(run: Run, steps: readonly Step[]): Promise<void> {
  const { store } = run;
  const partial = [...store.records].filter(([, { isPartial }]) => isPartial);
  if (partial.length === 0) return;
  const things = await all(partial.map(([, record]) => thingOf(run, record)));
  const completed = await recordsOf(
    { ...run, emit: () => {} },
    steps,
    things.flatMap((it) => it ?? []),
  );
  for (const { name } of steps) {
    const record = completed.get(name);
    const before = store.records.get(name);
    if (!record || (before && !before.isPartial)) continue;
    const ids = [record.id, ...(record.retired ?? []).map(({ id }) => id)];
    const isIn = ([other, { type, id }]: (typeof partial)[number]) =>
      other !== name && type === record.type && ids.some((it) => isSameId(it, id));
    await store.put(
      name,
      record,
      partial.filter(isIn).map(([other]) => other),
    );
  }
}

async function thingOf(run: Run, { type, id, tags }: StepRecord): Promise<Thing | undefined> {
  const resource = run.resources.get(type);
  return resource && lookAt(run, resource, id, resource.retag && tags);
}
