import { up } from '../../src/runner/up.js';
import { World } from '../../src/sandbox/world.js';
import { dependenciesOf } from '../../src/step-dependencies.js';
import type { Step } from '../../src/step.js';
import type { State } from '../../state/schema.js';
import { emptyState, MemoryStore } from '../../state/store.js';
import { stackOf } from '../../steps/stack/index.js';
import { configOf, where } from '../steps/config.js';
import { openBed } from './bed.js';
import { stackId } from './nouns.js';

export const stackName = 'demo';
export const place = { ...where, stack: stackName, endpoint: 'aws' };

/** All steps of a stack with three kinds of services, in the order in which they can be made. */
export const allSteps: readonly Step[] = stackOf(configOf(), where).steps;

/** Steps by their names, with all that they need, in the order of all steps. */
export function closureOf(names: readonly string[]): Step[] {
  const needed = new Set<Step>();
  const add = (step: Step): void => {
    if (needed.has(step)) return;
    needed.add(step);
    for (const { to } of dependenciesOf(step)) add(to);
  };
  for (const step of allSteps) if (names.includes(step.name)) add(step);
  return allSteps.filter((step) => needed.has(step));
}

/** A stack that is up: its state as a value, and the world that it is in, as text. */
export interface Standing {
  readonly steps: readonly Step[];
  readonly state: State & { readonly id: string };
  readonly world: string;
}

/** Brings steps up in a world of their own. */
export async function standing(names: readonly string[]): Promise<Standing> {
  const steps = closureOf(names);
  const world = new World(Date.UTC(2026, 0, 1), 'fuzz', where.account);
  const store = new MemoryStore([], stackId);
  const { failures } = await up(openBed(world).run(stackName, store), steps);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const records = Object.fromEntries(store.records);
  const state = { ...emptyState(place, new Date(0), stackId), outputs: store.lastOutputs, records };
  return { steps, state, world: JSON.stringify(world) };
}
