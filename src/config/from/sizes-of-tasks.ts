import { fargateSizes } from '../../facts/fargate-sizes.js';
import type { Target } from './draft.js';
import type { Value } from './source.js';

/** What a file says of the CPU and memory of a task, in units and MiB. */
export interface Need {
  readonly from: Value;
  readonly amount: number;
}

/**
 * Gives a task the smallest size of Fargate that has at least what its file says. Where it says nothing, the defaults of a config
 * count, which are the smallest there is.
 * @param counted what several values of one kind come to: containers of a task add up, other things that a file says do not
 */
export function giveSize(
  target: Target,
  cpus: readonly Need[],
  memories: readonly Need[],
  counted: 'sum' | 'most',
): void {
  if (cpus.length + memories.length === 0) return;
  const cpu = amountOf(cpus, counted);
  const memory = amountOf(memories, counted);
  const size = fargateSizes.find((it) => it.cpu >= cpu && it.memory >= memory);
  if (!size) {
    for (const { from } of [...cpus, ...memories])
      target.leave(from, {
        because: 'no size of Fargate is as large',
        instead: 'write `cpu` and `memory`; instances of EC2 may have more',
      });
    return;
  }
  const fits = `the smallest size of Fargate for ${shown(cpu, memory)}`;
  const put = (member: 'cpu' | 'memory', needs: readonly Need[], need: number) => {
    const isTheSame = needs.length === 1 && need === size[member];
    target.put(
      [member],
      size[member],
      needs.map(({ from }) => from),
      isTheSame ? undefined : `${size[member]}: ${fits}`,
    );
  };
  put('cpu', cpus, cpu);
  put('memory', memories, memory);
}

const amountOf = (needs: readonly Need[], counted: 'sum' | 'most'): number =>
  needs.reduce((all, { amount }) => (counted === 'sum' ? all + amount : Math.max(all, amount)), 0);
const shown = (cpu: number, memory: number): string =>
  [cpu > 0 ? `${cpu} CPU units` : '', memory > 0 ? `${memory} MiB` : ''].filter((it) => it !== '').join(' and ');
