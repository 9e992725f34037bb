import type { Path } from './member-path.js';

/** A text in a config, and where it is. */
export interface TextMember {
  readonly path: Path;
  readonly text: string;
}

/** All texts in a value. @param path of the value */
export function textMembers(value: unknown, path: Path = []): TextMember[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((it, i) => textMembers(it, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => textMembers(it, [...path, name]));
}
