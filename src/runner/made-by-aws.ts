import { meaningOf } from '../aws-errors.js';
import { displayName } from '../display-names.js';
import { FailureError } from '../failure.js';
import type { Dependent, MadeByAws } from '../step.js';
import { Stopped, type Job, type Run } from './run.js';

/**
 * Asks AWS to delete what it has put into a resource without being asked. That is not waited for: who calls this waits for
 * the resource, and asks again.
 * @param known what an event has said already
 * @returns the ids of what AWS refuses to delete
 */
export async function deleteMadeByAws(
  run: Run,
  { step, token, tags }: Job,
  dependents: readonly Dependent[],
  known: Set<string>,
): Promise<ReadonlySet<string>> {
  const things = new Map(dependents.flatMap(({ madeByAws: it }) => (it ? [[it.id, it] as const] : [])));
  const refused = new Set<string>();
  for (const it of things.values()) {
    const resource = run.resources.get(it.type);
    if (!resource) continue;
    if (!known.has(it.id)) run.emit({ type: 'wait', step, why: whyDeleted(it), seconds: 0, lasting: true });
    known.add(it.id);
    try {
      await run.withCloud(step, { token, tags }, async (cloud) => void (await resource.delete(cloud, it.id)));
    } catch (error) {
      if (error instanceof Stopped || error instanceof FailureError) throw error;
      if (meaningOf(error, 'delete') === 'refused') refused.add(it.id);
    }
  }
  return refused;
}

const whyDeleted = ({ type, id, by }: MadeByAws): string =>
  `${by} has put the ${displayName(type)} ${id} here, which is deleted, too`;
