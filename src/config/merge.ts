import type { Path } from './member-path.js';

/** Members of a file that lies over another one. Maps are merged, name by name; whatever else there is replaces. */

type Members = { [name: string]: unknown };

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The members of the second over those of the first. `null` in the second removes a member.
 * @returns a copy
 */
export function merged(under: unknown, over: unknown): unknown {
  if (!isMembers(under) || !isMembers(over)) return isMembers(over) ? withoutNulls(over) : structuredClone(over);
  const result: Members = structuredClone(under);
  for (const [name, value] of Object.entries(over)) {
    if (value === null) delete result[name];
    else result[name] = merged(Object.hasOwn(under, name) ? under[name] : undefined, value);
  }
  return result;
}

/** There is nothing below that they could remove. */
const withoutNulls = (members: Members): Members =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [[name, merged(undefined, value)]])),
  );

/** What is at a path. @returns undefined where there is nothing */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = Reflect.get(value, segment);
  }
  return value;
}

/** Whether something is at a path, `null` included. */
const has = (data: unknown, path: Path): boolean => path.length === 0 || valueAt(data, path) !== undefined;

/**
 * The layer that a value of the merged config is from: the last one that has it. A map is from the first one that has it,
 * because that is where its members are looked for.
 * @param layers the lowest first
 * @returns its index; undefined where no layer has it, or one that is above has replaced or removed what it is in
 */
export function layerOf(layers: readonly unknown[], path: Path): number | undefined {
  let found: number | undefined;
  for (let i = layers.length - 1; i >= 0; i--) {
    if (has(layers[i], path)) {
      if (!isMembers(valueAt(layers[i], path))) return found ?? i;
      found = i;
    } else if (replaces(layers[i], path)) return found;
  }
  return found;
}

/** Whether a layer has something else than a map around a path. */
const replaces = (layer: unknown, path: Path): boolean =>
  path.some((_, length) => {
    const around = valueAt(layer, path.slice(0, length));
    return around !== undefined && !isMembers(around);
  });
