import { all } from '../all.js';
import type { StepRecord } from '../../state/schema.js';
import { dependenciesOf } from '../step-dependencies.js';
import { FailureError, type Failure } from '../failure.js';
import type { Resource, Step } from '../step.js';
import { canCreateFirst, changedMembers, differencesOf, isFixed, toJson, type Difference } from './compare.js';
import { isMadeAnew } from './made-anew-with.js';
import { Stopped, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, readOnce } from './wait.js';
import { mayBeAsBefore, wantBeforehand } from './want-beforehand.js';

type Refusal = Extract<Failure, { readonly code: 'needs-replacement' }>;

/** The failure of a change that can be made neither in place nor by a replacement. */
function refusal(
  run: Run,
  { name: step, resource, nameFrom }: Step,
  { type, want: last }: StepRecord,
  changed: readonly string[],
  { want, drift = [] }: { readonly want: unknown; readonly drift?: readonly Difference[] },
): Refusal {
  const dependents = [...run.store.records].filter(([, { needs }]) => needs.includes(step)).map(([name]) => name);
  const { instead } = resource.fixedFrom?.(last, want) ?? {};
  const otherName = resource.replace === 'create-first' && resource.nameMember !== undefined && nameFrom;
  return {
    ...{ code: 'needs-replacement', step, resource: type, changed: [...changed] },
    ...(otherName && { nameFrom: otherName }),
    ...(instead !== undefined && { instead }),
    ...(drift.length > 0 && { drift: drift.map((it) => ({ ...it, live: toJson(it.live) })) }),
    dependents,
  };
}

/**
 * The failure of a step whose resource differs in these members. Where the config asks for the same as before, it is AWS that
 * shows another value.
 */
export function refusalOf(
  run: Run,
  step: Step,
  record: StepRecord,
  { changed, want, live }: { readonly changed: readonly string[]; readonly want: unknown; readonly live: unknown },
): Refusal {
  const { resource } = step;
  const inConfig = changedMembers(resource, want, record, undefined);
  const drift = differencesOf(resource, want, live).filter(
    ({ member }) => changed.includes(member) && !inConfig.includes(member),
  );
  return refusal(run, step, record, changed, { want, drift });
}

/** The changed members that AWS cannot change in place. @param last what was last applied */
export function fixedMembersIn(
  resource: Resource,
  changed: readonly string[],
  { last, want }: { readonly last: unknown; readonly want: unknown },
): string[] {
  const members = resource.fixedFrom?.(last, want)?.members ?? [];
  return changed.filter((member) => isFixed(resource, member) || members.includes(member));
}

/**
 * Finds the changes that will be refused before anything is changed, so that no change is left half done. State and
 * config suffice for that. The one call made reads whether the resource still exists: a deleted one is simply created
 * as wanted. A change that depends on ids nobody knows yet is not predicted, unless they are new for certain.
 * @param looked what was looked up, as records that are not written
 */
export async function predictRefusals(
  run: Run,
  steps: readonly Step[],
  looked: ReadonlyMap<string, StepRecord>,
): Promise<Refusal[]> {
  const unchanged = unchangedRecords(run, steps, looked);
  const refused = new Map<string, Promise<Refusal | undefined>>();
  for (const step of steps) {
    const record = run.store.records.get(step.name);
    if (record?.at !== 'ready') continue;
    const { want, changed = [] } = changesBeforehand(run, step, record, unchanged) ?? {};
    const members = changed.map(({ member }) => member);
    const certain = changed.filter(({ isCertain }) => isCertain).map(({ member }) => member);
    const changedFixed = fixedMembersIn(step.resource, certain, { last: record.want, want });
    if (changedFixed.length === 0 || step.resource.lookup || canCreateFirst(step.resource, members)) continue;
    if (isMadeAnew(run, step.name, { last: record.want, want }, changedFixed)) continue;
    refused.set(
      step.name,
      stillExists(run, step, record).then((is) =>
        is ? refusal(run, step, record, changedFixed, { want }) : undefined,
      ),
    );
  }
  return rootRefusals(
    steps,
    new Map(await all([...refused].map(async ([name, found]) => [name, await found] as const))),
  );
}

/** Leaves out refusals of steps that need another refused step: they would be skipped. */
function rootRefusals(steps: readonly Step[], refused: ReadonlyMap<string, Refusal | undefined>): Refusal[] {
  const found: Refusal[] = [];
  const without = new Set<string>();
  for (const step of steps) {
    const own = refused.get(step.name);
    const stands = dependenciesOf(step).some(({ to }) => without.has(to.name));
    if (own || stands) without.add(step.name);
    if (own && !stands) found.push(own);
  }
  return found;
}

/** The records of steps that will stay as they are, as far as state and config tell. What these give is known. */
export function unchangedRecords(
  run: Run,
  steps: readonly Step[],
  looked: ReadonlyMap<string, StepRecord> = new Map(),
): ReadonlyMap<string, StepRecord> {
  const unchanged = new Map(looked);
  for (const step of steps) {
    const record = run.store.records.get(step.name);
    if (record?.at === 'ready' && changesBeforehand(run, step, record, unchanged)?.changed.length === 0)
      unchanged.set(step.name, record);
  }
  return unchanged;
}

/** Whether a step asks for something else than what is recorded, whatever the ids will be that nobody knows yet. */
export const changesForSure = (run: Run, step: Step, record: StepRecord, unchanged: Known): boolean =>
  changesBeforehand(run, step, record, unchanged)?.changed.some(({ isCertain }) => isCertain) ?? false;

type Known = ReadonlyMap<string, StepRecord>;

interface PredictedChange {
  readonly member: string;
  /** It differs, whatever the unknown ids in it will be. */
  readonly isCertain: boolean;
}

/** What is wanted, and the members that differ from what was last applied; undefined where that depends on unknown ids. */
function changesBeforehand(
  run: Run,
  step: Step,
  record: StepRecord,
  unchanged: ReadonlyMap<string, StepRecord>,
): { readonly want: unknown; readonly changed: PredictedChange[] } | undefined {
  const want = wantBeforehand(step, unchanged, (need) => makesNew(run, need));
  if (!want) return undefined;
  const changed = changedMembers(step.resource, want, record, undefined).map((member) => ({
    member,
    isCertain: !mayBeAsBefore(Object.hasOwn(want, member) ? want[member] : undefined),
  }));
  return { want, changed };
}

/** Whether a step will make something that was not there before: what a step that goes leaves, another one may take over. */
function makesNew({ store, wanted }: Run, { name, resource }: Step): boolean {
  if (resource.lookup || store.records.has(name)) return false;
  return ![...store.records].some(([other, { type }]) => type === resource.type && !wanted?.has(other));
}

/** Whether the resource exists, and will not be created again because it is broken. */
async function stillExists(run: Run, { name, resource }: Step, record: StepRecord): Promise<boolean> {
  const job: Job = { step: name, resource, token: record.token, tags: tagsOf(run, name) };
  try {
    const seen = await readOnce(run, job, record.id, deadlineOf(run, job, 'create'));
    return seen.is !== 'absent' && (seen.is !== 'broken' || resource.repair === 'update');
  } catch (error) {
    // Its own step reports why it cannot be read.
    if (error instanceof FailureError || error instanceof Stopped) return false;
    throw error;
  }
}
