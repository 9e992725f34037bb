/** How the entries of lists are told apart, so that a difference is told by what an entry is, not by where it stands. */

/**
 * `ordered`: their order means something, as in a command. `set`: it means nothing, and an entry is what it says. `by`: it
 * means nothing, and an entry is what one member, or several, say; where two say the same, the list is a set.
 */
export type ListRule = 'ordered' | 'set' | { readonly by: readonly string[] };

/** By path, in names of members alone: `containerDefinitions.portMappings`. `PolicyDocument.*` is each list in there. */
export type ListRules = { readonly [path: string]: ListRule };

/** The entries are told apart by what these members say. */
export const by = (...members: readonly string[]): ListRule => ({ by: members });

/** Members that are names wherever AWS has lists of things: of variables, secrets, limits, containers and tags. */
const names = ['name', 'Name', 'key', 'Key'];

/** What holds for a list at a path; undefined where its noun does not say. */
function givenRule(rules: ListRules, path: readonly string[]): ListRule | undefined {
  for (let length = path.length; length > 0; length--) {
    const upTo = path.slice(0, length).join('.');
    const rule = length === path.length ? rules[upTo] : rules[`${upTo}.*`];
    if (rule) return rule;
  }
  return undefined;
}

/**
 * What holds for a list at a path: what its noun says, else by its entries' names where all of them have one.
 * @returns undefined where neither tells: such a list counts as ordered
 */
export function listRule(rules: ListRules, path: readonly string[], entries: readonly unknown[]): ListRule | undefined {
  const given = givenRule(rules, path);
  if (given) return given;
  const name = names.find(
    (it) => entries.length > 0 && entries.every((entry) => typeof memberOf(entry, it) === 'string'),
  );
  return name === undefined ? undefined : by(name);
}

/** A member of an entry; undefined where the entry is no object. */
export const memberOf = (entry: unknown, member: string): unknown =>
  typeof entry === 'object' && entry !== null && Object.hasOwn(entry, member)
    ? (entry as { readonly [member: string]: unknown })[member]
    : undefined;
