import type { Retired, StepRecord } from '../../state/schema.js';
import { equalAsJson, toJson } from './compare.js';
import { handedOver, servingIn } from './hand-over.js';
import type { Job, Run } from './run.js';
import { isMissing } from './surplus.js';

export interface Created {
  /** `created`, with its id. */
  readonly record: StepRecord;
  /** It existed already, and may differ from the want. */
  readonly found: boolean;
}
/**
 * Writes the id to disk. Two cases need care:
 * - The resource may have been made under the step's old name. It belongs to this step from now on, so the other record
 *   is removed in the same write.
 * - A change that was reverted may find its old resource again. That one is in use then, so it is no longer retired; and
 *   its recorded id may contain more than an id that was found by name. Another one of its name stays retired.
 */
export async function saveId(
  run: Run,
  { step, resource }: Job,
  record: StepRecord,
  given: unknown,
  found: boolean,
): Promise<Created> {
  const isGiven = (old: Retired) => equalAsJson(old.id, given);
  const isReused = record.retired?.some(isGiven)
    ? isGiven
    : (old: Retired) => found && haveSameName(resource, old.want, record.want);
  const id = record.retired?.find(isReused)?.id ?? given;
  // One that was lost and made anew under the same name may have given others what is not the same.
  const isKept = (old: Retired) => !isReused(old) || isMissing(old);
  const serving = resource.handOver && servingIn(record);
  // Everything is still set up with it: what came after it has nothing to hand over.
  const others = serving && isReused(serving) ? (handedOver(record.retired).retired ?? []) : (record.retired ?? []);
  const left = others.filter(isKept);
  // Of two creates with one name AWS refuses one.
  const { unclear, retired: _, ...known } = record;
  const kept = unclear && !resource.sameName ? { unclear } : {};
  const created: StepRecord = {
    ...known,
    at: 'created',
    id: toJson(id),
    ...(left.length > 0 && { retired: left }),
    ...kept,
  };
  const holders: string[] = [];
  for (const [name, it] of run.store.records)
    if (it.type === resource.type && name !== step && equalAsJson(it.id, id)) holders.push(name);
  if (!resource.lookup)
    run.emit({ type: 'step', step, resource: resource.type, state: 'created', action: 'create', id });
  await run.store.put(step, created, found && !resource.lookup ? holders : []);
  return { record: created, found };
}

/** Whether two wants name the same resource, where names are unique. */
function haveSameName({ sameName, fixed = [] }: Job['resource'], one: unknown, other: unknown): boolean {
  const named = (want: unknown) => fixed.map((member) => toJson(Object(want)[member]));
  return sameName !== undefined && fixed.length > 0 && equalAsJson(named(one), named(other));
}
