import type { StepRecord } from '../../state/schema.js';
import { resolveNeeds } from '../step-dependencies.js';
import type { Step } from '../step.js';
import { toJson } from './compare.js';

/**
 * What a step will want, as far as that can be told before the steps that it needs have run.
 * @param known the records of steps that will stay as they are: what they give is known
 * @returns members that depend on ids nobody knows yet have a marker in them; undefined where nothing can be told
 */
export function wantBeforehand(
  step: Step,
  known: ReadonlyMap<string, StepRecord>,
): { readonly [member: string]: unknown } | undefined {
  const given = resolveNeeds(step, (need, onlyId) => {
    const record = known.get(need.name);
    return (onlyId ? record?.id : record?.out) ?? unknown;
  });
  try {
    return toJson(step.want(given)) as { readonly [member: string]: unknown };
  } catch {
    // It takes elements of what is not known yet, or a record lacks what its step gives. `up` reads that anew.
    return undefined;
  }
}

/** Whether a member of such a want will be what it is now, whatever the unknown ids will be. */
export const isKnown = (value: unknown): boolean => !JSON.stringify(value ?? null).includes(unknownMarker);

const unknownMarker = '<not known yet>';
const unknownElements = new Error('it takes the elements of what is not known yet');
/** Stands for what a step will give. Each of its members is unknown too. As text it is `unknownMarker`. */
const unknown: unknown = new Proxy(() => unknown, {
  get(_, key) {
    if (key === Symbol.iterator) throw unknownElements;
    return key === 'toJSON' || key === Symbol.toPrimitive ? () => unknownMarker : unknown;
  },
});
