import { resolveNeeds } from './step-dependencies.js';
import type { Step } from './step.js';

/** Computes the want of a step before anything exists. What other steps will give is replaced by their names. */
export const wantWithPlaceholders = (step: Step): unknown =>
  step.want(resolveNeeds(step, (need, onlyId) => (onlyId ? need.name : placeholderFor(need))));

/**
 * Zones get letters, because several of them are told apart. Any other member is the name of the step that will give
 * it.
 */
const placeholderFor = ({ name, resource: { type } }: Step): unknown =>
  type === 'availability-zones' ? { zoneIds: [...'abcdef'] } : new Proxy({}, { get: () => name, has: () => true });
