import { meaningOf } from '../aws-errors.js';
import { displayName } from '../display-names.js';
import { FailureError } from '../failure.js';
import type { Dependent, Part } from '../step.js';
import { isOfStack } from './of-stack.js';
import { Stopped, type Job, type Run } from './run.js';

/**
 * Asks AWS to delete what it has put into a resource without being asked, and what is the stack's there and no step has.
 * That is not waited for: who calls this waits for the resource, and asks again.
 * @param known what an event has said already
 * @returns the ids of what AWS refuses to delete
 */
export async function deleteUnasked(
  run: Run,
  { step, token, tags }: Job,
  dependents: readonly Dependent[],
  known: Set<string>,
): Promise<ReadonlySet<string>> {
  const things = new Map(
    dependents.flatMap((it) => [...byAws(it), ...ofStack(run, it)].map((thing) => [thing.key, thing])),
  );
  const refused = new Set<string>();
  for (const it of things.values()) {
    const resource = run.resources.get(it.type);
    if (!resource) continue;
    if (!known.has(it.key)) run.emit({ type: 'wait', step, why: it.why, seconds: 0, lasting: true });
    known.add(it.key);
    try {
      await run.withCloud(step, { token, tags }, async (cloud) => void (await resource.delete(cloud, it.id)));
    } catch (error) {
      if (error instanceof Stopped || error instanceof FailureError) throw error;
      if (meaningOf(error, 'delete') === 'refused') refused.add(it.key);
    }
  }
  return refused;
}

/** What is deleted with a resource, and why. */
interface Unasked extends Part {
  readonly key: string;
  readonly why: string;
}

function byAws({ madeByAws: it }: Dependent): Unasked[] {
  if (!it) return [];
  const { type, id, by } = it;
  return [{ type, id, key: id, why: `${by} has put the ${displayName(type)} ${id} here, which is deleted, too` }];
}

function ofStack(run: Run, { id: key, deletedAs, tags }: Dependent): Unasked[] {
  if (!deletedAs || !isOfStack(run, tags)) return [];
  return [{ ...deletedAs, key, why: `the ${displayName(deletedAs.type)} ${key} is of this stack, and goes too` }];
}
