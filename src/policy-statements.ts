import { iamCharacters } from './iam-characters.js';

/** Statements of IAM policies, their size, and shorter forms that say the same. */

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: List;
  readonly Resource: List;
  readonly Condition?: unknown;
}
export type List = string | readonly string[];
type Lists = 'Action' | 'Resource';

export const documentOf = (Statement: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });

/**
 * Statements that differ in their actions alone, or in their resources alone, are one. A list of one is a text.
 * Source of the form: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function shortest(statements: readonly Statement[]): Statement[] {
  const byActions = merged(merged(statements, 'Action', 'Resource'), 'Resource', 'Action');
  return byActions.map((it) => ({ ...it, Action: oneOrMany(it.Action), Resource: oneOrMany(it.Resource) }));
}

/** @param member whose entries come together, where the other list and all else is the same */
function merged(statements: readonly Statement[], member: Lists, other: Lists): Statement[] {
  const groups = new Map<string, { readonly first: Statement; readonly entries: Set<string> }>();
  for (const statement of statements) {
    const { Effect, Condition } = statement;
    const key = JSON.stringify([Effect, Condition, sorted(statement[other])]);
    const group = groups.get(key) ?? { first: statement, entries: new Set<string>() };
    groups.set(key, group);
    for (const entry of entriesOf(statement[member])) group.entries.add(entry);
  }
  return [...groups.values()].map(({ first, entries }) => ({ ...first, [member]: sorted([...entries]) }));
}

/**
 * A statement in pieces that together say the same, by its lists: each of at most so many characters, if its single actions and
 * resources allow it.
 */
export function cut<S extends Statement>(statement: S, most: number): S[] {
  if (iamCharacters(statement) <= most) return [statement];
  const [longest] = (['Action', 'Resource'] as const)
    .filter((member) => entriesOf(statement[member]).length > 1)
    .sort((a, b) => iamCharacters(statement[b]) - iamCharacters(statement[a]));
  if (longest === undefined) return [statement];
  const entries = entriesOf(statement[longest]);
  const middle = Math.ceil(entries.length / 2);
  return [entries.slice(0, middle), entries.slice(middle)].flatMap((half) =>
    cut({ ...statement, [longest]: oneOrMany(half) }, most),
  );
}

export const entriesOf = (list: List): readonly string[] => (typeof list === 'string' ? [list] : list);
const sorted = (list: List): readonly string[] => [...new Set(entriesOf(list))].sort();
const oneOrMany = (list: List): List => {
  const [only = '', ...more] = entriesOf(list);
  return more.length > 0 ? list : only;
};
