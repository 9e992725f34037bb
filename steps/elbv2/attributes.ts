import { pick } from '../common/pick.js';

/** Elastic Load Balancing keeps settings as a list of keys and texts. These turn members of a want into it and back. */
interface Pair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** The pairs that say the members in `changed`, of those in `keys`. */
export const pairsOf = (want: object, keys: readonly string[], changed: readonly string[]) =>
  Object.entries(
    pick(
      want,
      keys.filter((key) => changed.includes(key)),
    ),
  ).map(([Key, Value]) => ({
    Key,
    Value: String(Value),
  }));

/** What the pairs say of `keys`: there are more than are wanted. */
export const fromPairs = <Key extends string>(pairs: readonly Pair[] | undefined, keys: readonly Key[]) =>
  Object.fromEntries(
    (pairs ?? []).filter(({ Key }) => keys.some((key) => key === Key)).map(({ Key = '', Value = '' }) => [Key, Value]),
  ) as { readonly [K in Key]?: string };
