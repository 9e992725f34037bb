import type * as z from 'zod';

/**
 * Memory and CPU as people write them. ECS takes `1 GB` and `1 vCPU` in the size of a task, and counts 1024 MiB as one GB;
 * others write `512MB`, `4GiB` or `512m` for the same.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html, cpu and memory
 */

export type Unit = 'MiB' | 'CPU units';

const patterns: { readonly [Name in Unit]: RegExp } = {
  MiB: /^(\d+(?:\.\d+)?|\.\d+) *([mMgG])(?:i?[bB])?$/,
  'CPU units': /^(\d+(?:\.\d+)?|\.\d+) *[vV][cC][pP][uU][sS]?$/,
};

/** A member that is MiB of memory: a number, or a text such as `4GB`. */
export const memorySize = (member: z.ZodType<number>) => sized(member, 'MiB');

/** A member that is CPU units, of which one vCPU has 1024: a number, or a text such as `1 vCPU`. */
export const cpuUnits = (member: z.ZodType<number>) => sized(member, 'CPU units');

/** What is written as a text is a number when it is checked (`typed.ts`). */
const sized = (member: z.ZodType<number>, unit: Unit) =>
  member.meta({ type: ['integer', 'string'], pattern: patterns[unit].source, format: unit }) as z.ZodType<
    number,
    number | string
  >;

/** The unit of a member, by its `format` in the schema. */
export const unitOf = (format: string | undefined): Unit | undefined =>
  format === 'MiB' || format === 'CPU units' ? format : undefined;

/**
 * A size in its unit.
 * @param size as it is written. Half a CPU unit is nothing, so a fraction is of a vCPU.
 * @returns what is no size as it is, for the schema to refuse; a fraction of a unit as the fraction
 */
export function inUnits(size: unknown, unit: Unit): unknown {
  if (typeof size === 'number') return unit === 'CPU units' && !Number.isInteger(size) ? size * 1024 : size;
  const [, count, scale] = (typeof size === 'string' && patterns[unit].exec(size.trim())) || [];
  if (count === undefined) return size;
  return Number(count) * (unit === 'MiB' && scale?.toLowerCase() === 'm' ? 1 : 1024);
}

/** What can be written for such a member. */
export const sizeExamples: { readonly [Name in Unit]: string } = {
  MiB: 'write MiB, as in 512, or a size, as in 4GB or 512MB',
  'CPU units': 'write CPU units, as in 256, or vCPUs, as in 0.5 or "1 vCPU"',
};
