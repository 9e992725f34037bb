import type { StepRecord } from '../../state/schema.js';
import { wantWithPlaceholders } from '../placeholder-want.js';
import type { BilledItem } from '../billing.js';
import { dependenciesOf } from '../step-dependencies.js';
import type { Resource, Step } from '../step.js';

/** The billed items of a stack that does not exist yet. What other steps will give is replaced by their names. */
export const billedItemsOfSteps = (steps: readonly Step[]): BilledItem[] =>
  steps.map((step) => ({
    step: step.name,
    type: step.resource.type,
    needs: dependenciesOf(step).map(({ to }) => to.name),
    want: wantWithPlaceholders(step),
    billing: step.resource.billing,
  }));

/**
 * The billed items of a recorded stack. A record without an id is left out, because it may not exist.
 * @param resources by noun
 */
export const billedItemsOfRecords = (
  records: ReadonlyMap<string, StepRecord>,
  resources: ReadonlyMap<string, Resource>,
): BilledItem[] =>
  [...records].flatMap(([step, { type, want: recorded, needs, after = [], id, paused }]) => {
    const want = paused ? Object.assign({}, recorded, paused) : recorded;
    return id === undefined
      ? []
      : [{ step, type, want, needs: [...needs, ...after], billing: resources.get(type)?.billing }];
  });
