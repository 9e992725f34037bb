import { resolveNeeds } from './step-dependencies.js';
import type { Step } from './step.js';

/** Computes the want of a step before anything exists. What other steps will give is replaced by their names. */
export const wantWithPlaceholders = (step: Step): unknown =>
  step.want(resolveNeeds(step, (need, onlyId) => (onlyId ? need.name : placeholderFor(need))));

/**
 * Zones get letters, because several of them are told apart, and a certificate gives a record for each of its domains. Any
 * other member is the name of the step that will give it.
 */
function placeholderFor({ name, resource: { type } }: Step): unknown {
  if (type === 'availability-zones') return { zoneIds: [...'abcdef'] };
  const always = (value: unknown): unknown => new Proxy({}, { get: () => value, has: () => true });
  return type === 'certificate' ? { certificateArn: name, records: always({ name, value: name }) } : always(name);
}
