import { mebibytes, mebibytesIn } from './convert.js';
import { joined, type Convert } from './rows.js';
import { plainText } from '../../plain-text.js';

/**
 * The least that Docker gives a container, in bytes. A number alone is bytes in a compose file and for a container of an ecs-params file;
 * one below this is refused there, and whoever wrote it meant MiB, as a task definition has it.
 * Source: https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory
 */
const leastMiB = 6;
const leastBytes = leastMiB * 1048576;

const meantMiB = (value: unknown): number | undefined => {
  const text = plainText(value).trim();
  const count = Number(text);
  return /^\d+$/.test(text) && count >= leastMiB && count < leastBytes ? count : undefined;
};

/** Memory of a container in MiB. @returns undefined where it is none */
export const memoryIn = (value: unknown): number | undefined => meantMiB(value) ?? mebibytesIn(value);

/** Memory of a container. */
export const memory: Convert = (value, limits) => {
  const count = meantMiB(value);
  if (count === undefined) return mebibytes(value, limits);
  const made = mebibytes(`${count}m`, limits);
  if ('because' in made) return made;
  const how = made.value === count ? undefined : made.how;
  return { value: made.value, how: joined(`${count} is MiB: a container cannot have so few bytes`, how) };
};
