import { memoryIn } from './memory-limits.js';
import type { Target } from './draft.js';
import { giveSize, type Need } from './sizes-of-tasks.js';
import { within, type Value } from './source.js';
import { resolved } from './variables-in.js';
import { reasons } from './reasons.js';

const at = (service: Value, path: string): Value => path.split('.').reduce<Value>(within, service);

/** The size of a service's tasks: what it may use at most, and what is kept for it. */
export function sizesOf(service: Value, target: Target): void {
  const needs = (
    paths: readonly string[],
    amount: (text: string) => number | undefined,
    isCarriedBeside = false,
  ): Need[] =>
    paths.flatMap((path) => {
      const from = at(service, path);
      if (from.value === undefined || from.value === null) return [];
      const known = resolved(from.value);
      const size = known === undefined ? undefined : amount(known);
      if (size !== undefined) return [{ from, amount: size }];
      if (!isCarriedBeside) target.leave(from, reasons.noSize);
      return [];
    });
  const cpus = needs(['cpus', 'deploy.resources.limits.cpus', 'deploy.resources.reservations.cpus'], (text) =>
    /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Math.ceil(Number(text) * 1024) : undefined,
  );
  const memories = needs(['mem_limit', 'deploy.resources.limits.memory'], memoryIn);
  // What is kept is carried over by itself, and the task must have it.
  const kept = needs(['mem_reservation', 'deploy.resources.reservations.memory'], memoryIn, true);
  giveSize(target, cpus, memories.length > 0 ? memories : kept, 'most');
}
