import { isOfKind, type Shape } from '../sdk-schema.js';

/**
 * Where an answer is not of its operation's types. The SDK takes the members of a JSON answer as they come, so a list
 * that is a text would only show where a step works with it.
 * @returns the path of the value, for the message; undefined where all is well. Members that are absent are nobody's fault,
 *   and so are unknown ones
 */
export function mistypedIn(shape: Shape, value: unknown): string | undefined {
  const path = pathTo(shape, value);
  return path && (path.join('.') || 'the answer');
}

/** The path is put together on the way back only: nearly all values are of their types. */
function pathTo(shape: Shape, value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!isOfKind(shape, value)) return [];
  switch (shape.kind) {
    case 'structure':
      return firstOf(shape.members, (member) => {
        const inner = memberOf(value, member.name);
        return inner === undefined ? undefined : below(member.name, pathTo(member.shape, inner));
      });
    case 'list':
      return firstOf((value as unknown[]).entries(), ([at, it]) => below(String(at), pathTo(shape.item, it ?? null)));
    case 'map':
      return firstOf(Object.entries(Object(value)), ([name, it]) => below(name, pathTo(shape.value, it ?? null)));
    default:
      return undefined;
  }
}
const below = (name: string, path: readonly string[] | undefined) => path && [name, ...path];

/** An own one: what an answer lacks may be the name of a method of every object. */
const memberOf = (value: unknown, name: string): unknown =>
  Object.hasOwn(Object(value) as object, name) ? (value as { readonly [name: string]: unknown })[name] : undefined;

function firstOf<T, Found>(items: Iterable<T>, find: (item: T) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
