import type { StepRecord } from '../../state/schema.js';
import { edgesOf, gather } from '../edges.js';
import { FailureError, type Failure } from '../failure.js';
import type { Resource, Step } from '../step.js';
import { changedMembers, plain } from './compare.js';
import { Stopped, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, look } from './settle.js';

type Refusal = Extract<Failure, { readonly code: 'needs-replacement' }>;

/** What cannot be done to one step's resource: neither changed in place nor replaced. */
export function refusal(run: Run, step: string, { type }: StepRecord, changed: readonly string[]): Refusal {
  const dependents = [...run.store.records].filter(([, { needs }]) => needs.includes(step)).map(([name]) => name);
  return { code: 'needs-replacement', step, resource: type, changed: [...changed], dependents };
}

/** Those of the changed members that AWS cannot change in place. */
export const fixedAmong = ({ update, fixed }: Resource, changed: readonly string[]): string[] =>
  changed.filter((member) => !update || fixed?.includes(member));

/**
 * Changes that are bound to be refused, found before anything else is changed that they would leave half done.
 * State and config say it; the one thing asked is whether what would be refused is still there, because what somebody
 * has deleted is simply made as it is wanted now. What depends on ids that nobody knows yet is left for its turn.
 */
export async function foreseenRefusals(run: Run, steps: readonly Step[]): Promise<Refusal[]> {
  const unchanged = new Map<string, StepRecord>();
  const refused = new Map<string, Promise<Refusal | undefined>>();
  for (const step of steps) {
    const record = run.store.records.get(step.name);
    if (record?.at !== 'ready') continue;
    const changed = changes(step, record, unchanged);
    if (changed?.length === 0) unchanged.set(step.name, record);
    const cannot = fixedAmong(step.resource, (changed ?? []).filter(({ isSure }) => isSure).map(({ member }) => member));
    if (cannot.length === 0 || step.resource.lookup || step.resource.replace) continue;
    refused.set(step.name, isThere(run, step, record).then((is) => (is ? refusal(run, step.name, record, cannot) : undefined)));
  }
  return causes(steps, new Map(await Promise.all([...refused].map(async ([name, found]) => [name, await found] as const))));
}

/** Without those that stand on another one: their turn would never have come. */
function causes(steps: readonly Step[], refused: ReadonlyMap<string, Refusal | undefined>): Refusal[] {
  const found: Refusal[] = [];
  const without = new Set<string>();
  for (const step of steps) {
    const own = refused.get(step.name);
    const stands = edgesOf(step).some(({ to }) => without.has(to.name));
    if (own || stands) without.add(step.name);
    if (own && !stands) found.push(own);
  }
  return found;
}

interface Change {
  readonly member: string;
  /** It differs whatever the ids in it will be. */
  readonly isSure: boolean;
}

/** What differs from what was last applied; nothing where that cannot be told without ids that are not known yet. */
function changes(step: Step, record: StepRecord, unchanged: ReadonlyMap<string, StepRecord>): Change[] | undefined {
  const given = gather(step, (need, onlyId) => {
    const known = unchanged.get(need.name);
    return known ? (onlyId ? known.id : known.out) : unknown;
  });
  try {
    const want = plain(step.want(given as never)) as { readonly [member: string]: unknown };
    return changedMembers(want, record.want, undefined).map((member) => ({ member, isSure: !JSON.stringify(want[member] ?? null).includes(mark) }));
  } catch (error) {
    if (error === needed) return undefined;
    throw error;
  }
}

/** Whether it is there to be refused: not deleted by hand, and not about to be made anew because it is broken. */
async function isThere(run: Run, { name, resource }: Step, record: StepRecord): Promise<boolean> {
  const job: Job = { step: name, resource, token: record.token, tags: tagsOf(run, name) };
  try {
    const seen = await look(run, job, record.id, deadlineOf(run, job, 'create'));
    return seen.is !== 'absent' && (seen.is !== 'broken' || resource.mend === 'update');
  } catch (error) {
    // Why it cannot be looked at is told when its turn comes.
    if (error instanceof FailureError || error instanceof Stopped) return false;
    throw error;
  }
}

const mark = '<not known yet>';
const needed = new Error('it takes the elements of what is not known yet');
/** Stands for what a step will give: each member of it is not known either, in a text it can be found again. */
const unknown: unknown = new Proxy(() => unknown, {
  get(_, key) {
    if (key === Symbol.iterator) throw needed;
    return key === 'toJSON' || key === Symbol.toPrimitive ? () => mark : unknown;
  },
});
