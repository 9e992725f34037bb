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

/** As `routeNames`, of texts that may be long: the name of a step is the value of a tag, which has 256 characters at most. */
export const shortNames = (keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    [...routeNames(keys)].map(([key, name]) => [key, name.length > 60 ? `${name.slice(0, 50)}-${digits(key)}` : name]),
  );

const slug = (key: string) =>
  key
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join('-') ?? 'route';
const digits = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 6);
