import { createHash } from 'node:crypto';

/**
 * A part of a step's name for each route key: `$default` is `default`, `GET /pets/{id}` is `get-pets-id`. Keys that
 * would have the same name (`GET /a-b` and `GET /a/b`) get digits of a hash, which do not depend on their order.
 */
export function routeNames(keys: readonly string[]): ReadonlyMap<string, string> {
  const slugs = keys.map(slug);
  const isShared = (name: string) => slugs.indexOf(name) !== slugs.lastIndexOf(name);
  return new Map(keys.map((key) => [key, isShared(slug(key)) ? `${slug(key)}-${digits(key)}` : slug(key)]));
}

const slug = (key: string) =>
  key
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join('-') ?? 'route';
const digits = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 6);
