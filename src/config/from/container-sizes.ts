import { plainText } from '../../plain-text.js';
import { memoryIn } from './memory-limits.js';
import type { Target } from './draft.js';
import { giveSize, type Need } from './sizes-of-tasks.js';
import { isMap, nameOf, partsOf, rootOf, within, type Source, type Value } from './source.js';
import { resolved } from './variables-in.js';

const at = (service: Value, path: string): Value => path.split('.').reduce<Value>(within, service);
const units = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);
const ofCpus = (text: string): number | undefined =>
  /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Math.ceil(Number(text) * 1024) : undefined;

/** Where a container says what it may use, the file that counts first. */
const cpus = [
  ['cpu_shares', units],
  ['deploy.resources.limits.cpus', ofCpus],
  ['cpus', ofCpus],
] as const;
const memories = [
  ['mem_limit', memoryIn],
  ['deploy.resources.limits.memory', memoryIn],
  ['mem_reservation', memoryIn],
  ['deploy.resources.reservations.memory', memoryIn],
] as const;

/**
 * Gives a task that has no size of its own what its containers may use together. What an ecs-params file says of a container counts more
 * than what the compose file says.
 * @param params the services of the ecs-params file: those that the compose file does not have count for nothing
 */
export function sumOfContainers(params: Value, compose: Source | undefined, task: Target): void {
  const inCompose = compose && servicesOf(rootOf(compose));
  const names = compose ? namesIn(compose) : partsOf(params).map(nameOf);
  const needs = (paths: typeof cpus | typeof memories): Need[] =>
    names.flatMap((name) => {
      const [first] = [params, ...(inCompose ? [inCompose] : [])].flatMap((services) =>
        paths.flatMap(([path, amountOf]): Need[] => {
          const from = at(within(services, name), path);
          const known = from.value === undefined || from.value === null ? undefined : resolved(plainText(from.value));
          const amount = known === undefined ? undefined : amountOf(known);
          return amount === undefined || amount === 0 ? [] : [{ from, amount }];
        }),
      );
      return first ? [first] : [];
    });
  const [ofCpu, ofMemory] = [needs(cpus), needs(memories)];
  if (ofCpu.length + ofMemory.length === 0) return;
  const { draft } = task;
  for (const member of draft.within([...task.path, 'cpu']).concat(draft.within([...task.path, 'memory'])))
    draft.replace(member, 'the containers of the task add up');
  giveSize(task, ofCpu, ofMemory, 'sum');
}

/** The services of a compose file. */
export const namesIn = (compose: Source): readonly string[] => partsOf(servicesOf(rootOf(compose))).map(nameOf);

/** A compose file of the first version is all services. */
const servicesOf = (root: Value): Value => (isMap(within(root, 'services').value) ? within(root, 'services') : root);
