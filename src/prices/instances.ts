import { factsOf, roomOf } from '../facts/instance-types.js';

/** CPU units and MiB. */
export interface TaskSize {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * How many instances tasks need: each goes on the first one that has room for it, as ECS's managed scaling counts. A
 * task needs an interface of its own. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 * @returns undefined where the type's room is not known, or a task is larger than that
 */
export function instancesFor(tasks: readonly TaskSize[], type: string): number | undefined {
  const facts = factsOf(type);
  if (!facts) return undefined;
  const whole = roomOf(facts);
  const left: (typeof whole)[] = [];
  for (const task of tasks) {
    const fits = (room: typeof whole) => room.cpu >= task.cpu && room.memory >= task.memory && room.interfaces >= 1;
    if (!fits(whole)) return undefined;
    const index = left.findIndex(fits);
    const room = left[index] ?? whole;
    const rest = { cpu: room.cpu - task.cpu, memory: room.memory - task.memory, interfaces: room.interfaces - 1 };
    left[index < 0 ? left.length : index] = rest;
  }
  return left.length;
}
