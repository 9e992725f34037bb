import { all } from '../all.js';
import { idText } from '../display-names.js';
import type { Failure, UnrecordedStack } from '../failure.js';
import { bornAt } from '../identity.js';
import type { Resource, Step } from '../step.js';
import { allNeeded } from '../step-dependencies.js';
import type { StepRecord } from '../../state/schema.js';
import { attempt } from './attempt.js';
import { equalAsJson } from './compare.js';
import { inventoryOf, type Thing } from './inventory.js';
import { lookUp, type Looked, type LookFailure } from './lookups-beforehand.js';
import { ownAmong } from './owned.js';
import { exceededQuotas } from './quotas.js';
import { tagsOf, type Run } from './run.js';
import { readDeadline } from './wait.js';
import { isKnown, wantBeforehand } from './want-beforehand.js';

/** What is in the way of a run, found before it changes anything. */
export type Obstacle = Extract<
  Failure,
  { readonly code: 'stack-not-recorded' | 'name-taken' | 'quota-exceeded' | LookFailure['code'] }
>;

/**
 * Looks whether something is in the way of what a run is going to make: where nothing at all is recorded, what bears
 * this stack's name; what the lookups of the steps refuse; who has the names that must be unique; and whether the account
 * may have so much. It changes nothing.
 * @param looked what was looked up, where that has been done
 * @throws FailureError, Stopped
 */
export async function firstLook(given: Run, steps: readonly Step[], looked?: Looked): Promise<Obstacle[]> {
  const run: Run = { ...given, wanted: allNeeded(steps) };
  const [others, { known, refused }] = await all([
    run.store.records.size > 0 ? undefined : unrecordedStacks(run),
    looked ?? lookUp(run, steps),
  ]);
  const [taken, exceeded] = await all([takenNames(run, steps, known), exceededQuotas(run, steps, known)]);
  return others ? [others] : [...refused, ...taken, ...exceeded];
}

/**
 * What bears this stack's name, where nothing is recorded of it. It changes nothing.
 * @throws FailureError, Stopped
 */
export async function unrecordedStacks(run: Run): Promise<Obstacle | undefined> {
  const { found } = await inventoryOf(run, { 'provision:stack': run.stack });
  return found.length === 0 ? undefined : { code: 'stack-not-recorded', stack: run.stack, found: stacksOf(found) };
}

/** The stacks that have made these, by the ids in their tags. */
export function stacksOf(things: readonly Thing[]): UnrecordedStack[] {
  const byId = new Map<string, Thing[]>();
  for (const it of things) {
    const id = (it.tags ?? it.partOf?.tags)?.['provision:id'] ?? '';
    byId.set(id, [...(byId.get(id) ?? []), it]);
  }
  return [...byId].map(([id, them]) => {
    const by = them.find(({ tags }) => tags?.['provision:by'])?.tags?.['provision:by'];
    const since = bornAt(id)?.toISOString();
    return {
      ...(id !== '' && { id }),
      ...(since !== undefined && { since }),
      ...(by !== undefined && { by }),
      resources: them.map(({ type, arn, id: own }) => ({ type, arn: arn ?? idText(own) ?? '' })),
    };
  });
}

/**
 * The names that are known beforehand, of what this run is going to make, and that somebody else has. What a step of
 * this stack leaves to another one is not taken: a service that is renamed keeps its repository.
 * @param known what will stay as it is, and what was looked up
 */
async function takenNames(
  run: Run,
  steps: readonly Step[],
  known: ReadonlyMap<string, StepRecord>,
): Promise<Obstacle[]> {
  const taken: Obstacle[] = [];
  await all(
    steps.map(async (step) => {
      const { name, resource, nameFrom } = step;
      const want = isToBeNamed(run, step) ? wantBeforehand(step, known) : undefined;
      const naming = [resource.nameMember, resource.namedWithin].filter((it) => it !== undefined);
      if (!want || naming.length === 0 || !naming.every((member) => isKnown(want[member]))) return;
      if (isNamedAlready(run, step, want)) return;
      const found = await findByName(run, step.name, resource, want);
      if (!found) return;
      const owner = found.tags?.['provision:stack'];
      taken.push({
        code: 'name-taken',
        step: name,
        resource: resource.type,
        id: found.id,
        ...(owner !== undefined && { owner }),
        ...(nameFrom !== undefined && { member: nameFrom }),
      });
    }),
  );
  return taken.toSorted((a, b) => orderOf(steps, a) - orderOf(steps, b));
}

const orderOf = (steps: readonly Step[], it: Obstacle): number =>
  steps.findIndex(({ name }) => 'step' in it && it.step === name);

/** Whether a step may ask for a name in this run: it has made nothing yet, or makes another one beside what it has. */
const isToBeNamed = ({ store }: Run, { name, resource }: Step): boolean =>
  !store.records.has(name) || resource.replace === 'create-first';

/** Whether what a step has bears the name already. */
function isNamedAlready({ store }: Run, { name, resource }: Step, want: { readonly [member: string]: unknown }) {
  const { want: last } = store.records.get(name) ?? {};
  const member = resource.nameMember ?? '';
  return last !== undefined && equalAsJson(Object(last)[member], want[member]);
}

async function findByName(run: Run, step: string, resource: Resource, want: unknown) {
  const job = { step, resource, token: '', tags: tagsOf(run, step) };
  const looked = await attempt(run, job, 'find', readDeadline(run), (cloud) => resource.find(cloud, want));
  if (looked.is !== 'done' || ownAmong(run, job, looked.value)) return undefined;
  return looked.value[0];
}
