import { types } from 'node:util';
import type { Shape } from '../sdk-schema.js';

/**
 * Where an answer is not of its operation's types. The SDK takes the members of a JSON answer as they come, so a list
 * that is a text would only show where a step works with it.
 * @param path of the value, for the message
 * @returns the path; undefined where all is well. Members that are absent are nobody's fault, and so are unknown ones
 */
export function mistypedIn(shape: Shape, value: unknown, path = ''): string | undefined {
  if (value === undefined) return undefined;
  if (!isOf(shape, value)) return path || 'the answer';
  const join = (name: string | number) => (path ? `${path}.${name}` : String(name));
  switch (shape.kind) {
    case 'structure':
      return firstOf(shape.members, ({ name, shape: of }) => mistypedIn(of, memberOf(value, name), join(name)));
    case 'list':
      return firstOf((value as unknown[]).entries(), ([at, it]) => mistypedIn(shape.item, it ?? null, join(at)));
    case 'map':
      return firstOf(Object.entries(Object(value)), ([name, it]) => mistypedIn(shape.value, it ?? null, join(name)));
    default:
      return undefined;
  }
}

function isOf({ kind }: Shape, value: unknown): boolean {
  switch (kind) {
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'list':
      return Array.isArray(value);
    case 'timestamp':
      return types.isDate(value) && !Number.isNaN(value.getTime());
    case 'blob':
      // Some are handed on as streams.
      return typeof value === 'object' && value !== null;
    case 'document':
    case 'unit':
      return true;
    default:
      return typeof value === kind;
  }
}

/** An own one: what an answer lacks may be the name of a method of every object. */
const memberOf = (value: unknown, name: string): unknown =>
  Object.hasOwn(Object(value) as object, name) ? (value as { readonly [name: string]: unknown })[name] : undefined;

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
