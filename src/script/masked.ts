import { isMembers } from './members.js';

/** What the SDK puts in the place of what a service's model marks as sensitive, of whatever type that is. */
const mask = '***SensitiveInformation***';

/** Whether something of it was kept back. */
export const hasMask = (value: unknown): boolean => JSON.stringify(value ?? null).includes(mask);

/**
 * Puts back what a run's file leaves out, as far as the stack's record has it.
 * @param want the step's, as it is recorded now
 */
export function unmasked(input: unknown, want: unknown, path: readonly string[] = []): unknown {
  if (input === mask) return at(want, path) ?? at(want, path.slice(1)) ?? mask;
  if (Array.isArray(input)) return input.map((item, index) => unmasked(item, want, [...path, String(index)]));
  if (!isMembers(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([key, member]) => [key, unmasked(member, want, [...path, key])]));
}

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return value !== null && typeof value === 'object' ? at((value as { readonly [key: string]: unknown })[key], rest) : undefined;
}
