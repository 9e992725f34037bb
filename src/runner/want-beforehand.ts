import type { StepRecord } from '../../state/schema.js';
import { resolveNeeds } from '../step-dependencies.js';
import type { Step } from '../step.js';
import { toJson } from './compare.js';

/**
 * What a step will want, as far as that can be told before the steps that it needs have run.
 * @param known the records of steps that will stay as they are: what they give is known
 * @param isNew which steps will make something new: what that gives is nothing that was there before
 * @returns members that depend on ids nobody knows yet have a marker in them; undefined where nothing can be told
 */
export function wantBeforehand(
  step: Step,
  known: ReadonlyMap<string, StepRecord>,
  isNew: (step: Step) => boolean = () => false,
): { readonly [member: string]: unknown } | undefined {
  const given = resolveNeeds(step, (need, onlyId) => {
    const record = known.get(need.name);
    return (onlyId ? record?.id : record?.out) ?? (isNew(need) ? fresh : unknown);
  });
  try {
    return toJson(step.want(given)) as { readonly [member: string]: unknown };
  } catch {
    // It takes elements of what is not known yet, or a record lacks what its step gives. `up` reads that anew.
    return undefined;
  }
}

/** Whether a member of such a want will be what it is now, whatever the unknown ids will be. */
export const isKnown = (value: unknown): boolean => !isMarked(value, unknownMarker) && !isMarked(value, newMarker);

/** Whether a member of such a want may be what was there before, though it cannot be told. */
export const mayBeAsBefore = (value: unknown): boolean => isMarked(value, unknownMarker);

const isMarked = (value: unknown, marker: string): boolean => JSON.stringify(value ?? null).includes(marker);

const unknownMarker = '<not known yet>';
const newMarker = '<new>';
const unknownElements = new Error('it takes the elements of what is not known yet');
/** Stands for what a step will give. Each of its members is unknown too. As text it is the marker. */
function standIn(marker: string): unknown {
  const it: unknown = new Proxy(() => it, {
    get(_, key) {
      if (key === Symbol.iterator) throw unknownElements;
      return key === 'toJSON' || key === Symbol.toPrimitive ? () => marker : it;
    },
  });
  return it;
}
const unknown = standIn(unknownMarker);
const fresh = standIn(newMarker);
