import { all } from '../all.js';
import { idText } from '../display-names.js';
import type { Failure, UnrecordedStack } from '../failure.js';
import { bornAt } from '../identity.js';
import type { Resource, Step } from '../step.js';
import { attempt } from './attempt.js';
import { inventoryOf, type Thing } from './inventory.js';
import { ownAmong } from './owned.js';
import { unchangedRecords } from './refusals.js';
import { tagsOf, type Run } from './run.js';
import { readDeadline } from './wait.js';
import { isKnown, wantBeforehand } from './want-beforehand.js';

/** What is in the way of a run, found before it changes anything. */
export type Obstacle = Extract<Failure, { readonly code: 'stack-not-recorded' | 'name-taken' }>;

/**
 * Looks whether something is in the way of what a run is going to make: where nothing at all is recorded, what bears
 * this stack's name; and who has the names that must be unique. It changes nothing.
 * @throws FailureError, Stopped
 */
export async function firstLook(run: Run, steps: readonly Step[]): Promise<Obstacle[]> {
  if (run.store.records.size > 0) return takenNames(run, steps);
  const [others, taken] = await all([unrecordedStacks(run), takenNames(run, steps)]);
  return others ? [others] : taken;
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
 * The names that are known beforehand, of steps that have made nothing yet, and that somebody else has. What a step of
 * this stack leaves to another one is not taken: a service that is renamed keeps its repository.
 */
async function takenNames(run: Run, steps: readonly Step[]): Promise<Obstacle[]> {
  const known = unchangedRecords(run, steps);
  const taken: Obstacle[] = [];
  await all(
    steps.map(async (step) => {
      const { name, resource } = step;
      const want = run.store.records.has(name) ? undefined : wantBeforehand(step, known);
      if (!want || resource.nameMember === undefined || !isKnown(want[resource.nameMember])) return;
      const found = await findByName(run, step.name, resource, want);
      if (!found) return;
      const owner = found.tags?.['provision:stack'];
      taken.push({
        code: 'name-taken',
        step: name,
        resource: resource.type,
        id: found.id,
        ...(owner !== undefined && { owner }),
      });
    }),
  );
  return taken;
}

async function findByName(run: Run, step: string, resource: Resource, want: unknown) {
  const job = { step, resource, token: '', tags: tagsOf(run, step) };
  const looked = await attempt(run, job, 'find', readDeadline(run), (cloud) => resource.find(cloud, want));
  if (looked.is !== 'done' || ownAmong(run, job, looked.value)) return undefined;
  return looked.value[0];
}
