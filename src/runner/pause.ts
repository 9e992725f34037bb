import type { State, StepRecord } from '../../state/schema.js';
import type { Store } from '../../state/store.js';
import { FailureError } from '../failure.js';
import { pausedTag } from '../identity.js';
import { wantWithPlaceholders } from '../placeholder-want.js';
import { recordedDependencies } from '../step-dependencies.js';
import type { Step } from '../step.js';
import { attempt } from './attempt.js';
import { differencesOf, shownOtherwise, toJson } from './compare.js';
import type { DownReport } from './down.js';
import { lookBeforeDown } from './look-before-down.js';
import { remove } from './remove.js';
import { ReverseRun } from './reverse-run.js';
import { resourceOf, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, waitFor } from './wait.js';

type Members = NonNullable<StepRecord['paused']>;

/** What a pause does to a stack. */
export interface PausePlan {
  /** The steps whose resources are deleted, and made anew by `resume`. */
  readonly going: ReadonlySet<string>;
  /** The steps whose resources stay, and the members that they get. */
  readonly changing: ReadonlyMap<string, Members>;
}

interface Pausable extends Pick<Run, 'resources'> {
  readonly store: { readonly records: ReadonlyMap<string, Pick<StepRecord, 'type' | 'want' | 'needs'>> };
}

/**
 * The steps of a config that a pause has taken away, and of which the state knows nothing: it was made anew meanwhile.
 * @param state whether the stack is paused, and what is recorded
 */
export function takenByPause(
  steps: readonly Step[],
  { paused, records: known }: Pick<Store, 'paused' | 'records'>,
): Step[] {
  if (!paused) return [];
  const records = steps.map((step) => {
    const [want, { needs }] = [toJson(wantWithPlaceholders(step)), recordedDependencies(step)];
    return [step.name, { type: step.resource.type, want, needs }] as const;
  });
  const resources = new Map(steps.map(({ resource }) => [resource.type, resource]));
  const { going } = pausePlan({ store: { records: new Map(records) }, resources });
  return steps.filter(({ name }) => going.has(name) && !known.has(name) && !(name in paused.gone));
}

/**
 * Finds what costs by the hour and keeps no data: each noun says it of itself. What needs something that goes, goes with
 * it: the rules of a load balancer. A service stays, even where it needs one, because it can be left without tasks.
 */
export function pausePlan({ store, resources }: Pausable): PausePlan {
  const ways = [...store.records].map(([step, { type, want }]) => [step, resources.get(type)?.pause?.(want)] as const);
  const changing = new Map(
    ways.flatMap(([step, way]) => (typeof way === 'object' ? [[step, toJson(way) as Members] as const] : [])),
  );
  const going = new Set(ways.flatMap(([step, way]) => (way === 'goes' ? [step] : [])));
  for (let before = -1; before !== going.size;) {
    before = going.size;
    for (const [step, { needs }] of store.records)
      if (!changing.has(step) && needs.some((it) => going.has(it))) going.add(step);
  }
  return { going, changing };
}

/** What `pause` would leave of the records, for their price. */
export function recordsWhenPaused(
  records: ReadonlyMap<string, StepRecord>,
  { going, changing }: PausePlan,
): Map<string, StepRecord> {
  return new Map(
    [...records].flatMap(([step, record]) => {
      const paused = changing.get(step);
      if (going.has(step)) return [];
      return [[step, paused ? { ...record, paused } : record]];
    }),
  );
}

/**
 * Pauses a stack, in the reverse of the order in which it was made: its tasks stop while their load balancer and their
 * ways out are still there. The state says so before the first change, so that a run that is killed can be repeated, or
 * be undone by `resume`. Where something of others keeps what shall go, nothing is changed.
 * @param since ISO 8601
 */
export async function pause(run: Run, plan: PausePlan, since: string): Promise<DownReport & { updated: number }> {
  const { store } = run;
  const { going, changing } = plan;
  requireKnown(run, plan);
  const { held } = await lookBeforeDown(run, (step) => (going.has(step) ? 'all' : 'nothing'));
  if (held.length > 0) throw new FailureError({ code: 'deletion-held', held });
  const mark = markOf(run, plan, since);
  await store.setPaused(mark);
  if (changing.size === 0) await markFirst(run, plan, mark.since);
  const records = [...store.records].filter(([step]) => going.has(step) || changing.has(step));
  const all = new Map(store.records);
  const reverse = new ReverseRun(
    run,
    records,
    (step, record) => {
      const members = changing.get(step);
      return members
        ? { action: 'update', work: () => changeTo(run, step, record, { members, since: mark.since }) }
        : { action: 'delete', work: () => remove(run, step, record) };
    },
    (step) => [...allNeedsOf(all, step)],
  );
  await reverse.finish();
  const { update: updated, delete: deleted } = reverse.done;
  return { created: 0, updated, deleted, unchanged: all.size - updated - deleted, failures: reverse.failures };
}

/** What an earlier pause has begun is kept. */
function markOf({ store }: Run, { going }: PausePlan, since: string): NonNullable<State['paused']> {
  const gone = [...store.records].flatMap(([step, record]) => (going.has(step) ? [[step, record] as const] : []));
  return { since: store.paused?.since ?? since, gone: { ...Object.fromEntries(gone), ...store.paused?.gone } };
}

/** @throws FailureError where it is not known yet what an interrupted `up` has made: it would go on costing */
function requireKnown({ store }: Run, { changing }: PausePlan): void {
  const unknown = [...changing.keys()].filter((step) => store.records.get(step)?.id === undefined);
  if (unknown.length > 0)
    throw new FailureError({
      code: 'bad-usage',
      message: `the creation of ${unknown.join(', ')} was interrupted, so it is not known what there is to pause`,
      hint: '`provision up` finishes it',
    });
}

/** All that a step needed to begin, and what that needed. */
function allNeedsOf(records: ReadonlyMap<string, StepRecord>, step: string, found = new Set<string>()): Set<string> {
  const { needs = [], after = [] } = records.get(step) ?? {};
  for (const need of [...needs, ...after]) {
    if (found.has(need)) continue;
    found.add(need);
    allNeedsOf(records, need, found);
  }
  return found;
}

/** Where nothing that stays is changed, the first resource that can be tagged says that the stack is paused. */
async function markFirst(run: Run, { going }: PausePlan, since: string): Promise<void> {
  const canBeTagged = ([step, { id, type }]: [string, StepRecord]) =>
    id !== undefined && !going.has(step) && run.resources.get(type)?.retag !== undefined;
  const [found] = [...run.store.records].filter(canBeTagged);
  if (found) await putTag(run, found[0], found[1], since);
}

/** Puts the tag on a resource, and into its record, so that `resume` takes it away. */
async function putTag(run: Run, step: string, record: StepRecord, since: string): Promise<void> {
  const resource = resourceOf(run, step, record.type);
  const { retag } = resource;
  if (!retag) return;
  const tag = pausedTag(since);
  await run.store.put(step, { ...record, tags: { ...record.tags, ...tag } });
  const job: Job = { step, resource, token: record.token, tags: tagsOf(run, step) };
  await attempt(run, job, 'retag', deadlineOf(run, job, 'create'), (cloud) => retag(cloud, record.id, tag, []));
}

/** Gives a resource the members that it has while it is paused, and waits until it has them. */
async function changeTo(
  run: Run,
  step: string,
  record: StepRecord,
  { members, since }: { readonly members: Members; readonly since: string },
): Promise<boolean> {
  const resource = resourceOf(run, step, record.type);
  const job: Job = { step, resource, token: record.token, tags: tagsOf(run, step), want: record.want };
  const deadline = deadlineOf(run, job, 'create');
  const want = toJson(Object.assign({}, record.want, members));
  const changed = { ...record, paused: members };
  await run.store.put(step, changed);
  await attempt(run, job, 'update', deadline, async (cloud) =>
    resource.update?.(cloud, record.id, want, Object.keys(members)),
  );
  await putTag(run, step, changed, since);
  const seen = await waitFor(run, job, {
    ...{ for: 'ready', id: record.id, verb: 'update', deadline, wasInService: true },
    membersNotApplied: ({ live }) =>
      differencesOf(resource, want, live)
        .map(({ member }) => member)
        .filter((it) => it in members),
  });
  if (seen.is === 'broken')
    throw new FailureError({ code: 'step-broken', step, resource: record.type, verb: 'update', why: seen.why });
  if (seen.is === 'ready') {
    const latest = run.store.records.get(step) ?? changed;
    await run.store.put(step, { ...latest, shown: shownOtherwise(resource, want, seen.live) });
  }
  return true;
}
