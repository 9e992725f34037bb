/** A task size that Fargate has: CPU units (1024 are one vCPU) and MiB of memory. */
export interface FargateSize {
  readonly cpu: number;
  readonly memory: number;
}

/** CPU units as vCPUs. */
export const vcpusIn = (units: number): number => units / 1024;

/**
 * For each CPU value, the memory it may have in MiB: from, to, step. Any other pair is refused by
 * RegisterTaskDefinition with `ClientException` "No Fargate configuration exists for given values".
 *
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
const table = [
  { cpu: 256, from: 512, to: 512, step: 512 },
  { cpu: 256, from: 1024, to: 2048, step: 1024 },
  { cpu: 512, from: 1024, to: 4096, step: 1024 },
  { cpu: 1024, from: 2048, to: 8192, step: 1024 },
  { cpu: 2048, from: 4096, to: 16384, step: 1024 },
  { cpu: 4096, from: 8192, to: 30720, step: 1024 },
  { cpu: 8192, from: 16384, to: 61440, step: 4096 },
  { cpu: 16384, from: 32768, to: 122880, step: 8192 },
];

/** Every size, ascending by CPU, then by memory. */
export const fargateSizes: readonly FargateSize[] = table.flatMap(({ cpu, from, to, step }) =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => ({ cpu, memory: from + i * step })),
);

/** The CPU values, ascending. */
export const fargateCpus: readonly number[] = [...new Set(fargateSizes.map(({ cpu }) => cpu))];

export const isFargateSize = ({ cpu, memory }: FargateSize): boolean =>
  fargateSizes.some((size) => size.cpu === cpu && size.memory === memory);

/**
 * The valid sizes nearest to one that is not: first the one that keeps the CPU, then the one that keeps the memory,
 * each as far as Fargate has the value at all. One, where both are the same.
 */
export function nearestFargateSizes({ cpu, memory }: FargateSize): readonly FargateSize[] {
  const byCpu = closest(closest(fargateSizes, 'cpu', cpu), 'memory', memory);
  const byMemory = closest(closest(fargateSizes, 'memory', memory), 'cpu', cpu);
  return [...new Set([...byCpu.slice(0, 1), ...byMemory.slice(0, 1)])];
}

/** Those sizes whose `member` is as near to `value` as any. */
function closest(sizes: readonly FargateSize[], member: keyof FargateSize, value: number): readonly FargateSize[] {
  const least = Math.min(...sizes.map((size) => Math.abs(size[member] - value)));
  return sizes.filter((size) => Math.abs(size[member] - value) === least);
}

/**
 * GiB of disk that a task on Fargate has where nothing is said, and the least and the most that can be said.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const usualTaskDisk = 20;
export const minTaskDisk = 21;
export const maxTaskDisk = 200;
