import { sensitiveMask } from '../masked.js';
import { isStructure } from './structure.js';

/** Whether a value contains a masked one. */
export const hasMask = (value: unknown): boolean => JSON.stringify(value ?? null).includes(sensitiveMask);

/**
 * Restores masked values of an input from the stack's record, where the record has them.
 * @param want the step's want, as it is recorded now
 */
export function restoreMasked(input: unknown, want: unknown, path: readonly string[] = []): unknown {
  if (input === sensitiveMask) return at(want, path) ?? at(want, path.slice(1)) ?? sensitiveMask;
  if (Array.isArray(input)) return input.map((item, index) => restoreMasked(item, want, [...path, String(index)]));
  if (!isStructure(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, member]) => [key, restoreMasked(member, want, [...path, key])]),
  );
}

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return value !== null && typeof value === 'object'
    ? at((value as { readonly [key: string]: unknown })[key], rest)
    : undefined;
}
