import { equalAsJson } from './compare.js';

/**
 * Whether two ids name one resource: the id of a namespace may name the operation that deletes it, too, and that of a task
 * how it ended.
 */
export function isSameId(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  const [some, others] = [Object.entries(Object(one)), Object(other) as { [member: string]: unknown }];
  const shared = some.filter(([member]) => member in others);
  return shared.length > 0 && shared.every(([member, value]) => equalAsJson(value, others[member]));
}
