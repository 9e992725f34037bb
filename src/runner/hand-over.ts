import type { Retired, StepRecord } from '../../state/schema.js';
import type { Step } from '../step.js';
import type { Run } from './run.js';
import { isMissing } from './surplus.js';

/**
 * Some resources are replaced in two rounds, because AWS sends requests to the old one until all that needs it has moved. In
 * the first round, everything is set up with both; in the second, with the new one alone. Between them, the state says so:
 * a run that was broken off goes on with the round that it was in.
 */

/** Of what a record has retired: where everything is set up, until it has been set up with what took the place of that. */
export const servingIn = ({ retired = [] }: Pick<StepRecord, 'retired'>): Retired | undefined =>
  retired.find((old) => !isMissing(old) && old.handedOver !== true);

/** What a step gives to those that need it: in the first round, both resources. @param out what its own one gives */
export function givenBy({ store }: Run, { name, resource }: Step, out: unknown): unknown {
  const { handOver } = resource;
  const serving = handOver && servingIn(store.records.get(name) ?? {});
  return handOver && serving?.out !== undefined ? handOver(out, serving.out) : out;
}

/** Ends the first round, in which all steps have come to their end. @returns the names of the steps that have been in it */
export async function endFirstRound({ store }: Run, steps: readonly Step[]): Promise<ReadonlySet<string>> {
  const moved = steps.filter(({ name, resource }) => resource.handOver && servingIn(store.records.get(name) ?? {}));
  for (const { name } of moved) {
    const record = store.records.get(name);
    if (record) await store.put(name, { ...record, ...handedOver(record.retired) });
  }
  return new Set(moved.map(({ name }) => name));
}

/** All of what was retired, as handed over. What is only looked for has nothing to hand over. */
export const handedOver = (retired: readonly Retired[] = []): Pick<StepRecord, 'retired'> =>
  retired.length === 0
    ? {}
    : { retired: retired.map((old) => (isMissing(old) ? old : { ...old, handedOver: true as const })) };
