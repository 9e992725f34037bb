import type { Condition } from '../listener-conditions.js';
import { covers, escapedPatternIn, patternIn, type Pattern } from '../wildcards.js';
import { isWithinRange } from './cidr.js';
import { listOf } from './one-or-more.js';
import { anyPath } from './path-pattern.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** What a rule of the load balancer looks at. Rules of the config and steps both take it from here. */

type Rule = ValidPart<Shape['services'][string]['rules'][number]>;

const lists = ['path', 'host', 'methods', 'sourceIps'] as const;
const maps = ['headers', 'query'] as const;

/** In an order of its own, whatever order the file has. */
export function conditionsOf(rule: Rule): Condition[] {
  const valuesIn = (value: unknown) => listOf(value as string | undefined).filter((it) => it !== undefined);
  const ofLists = lists.map((field) => ({ field, values: valuesIn(rule[field]) }));
  const ofMaps = maps.flatMap((field) =>
    Object.entries(rule[field] ?? {})
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ field, name, values: valuesIn(value) })),
  );
  return [...ofLists, ...ofMaps].filter(({ values }) => values.length > 0);
}

/** Whether it is the rule for all requests that no other rule takes. */
export const isForTheRest = ({ path }: Rule): boolean => listOf(path as string | undefined).includes(anyPath);

/** Whether whatever request the second one takes would be taken by the first one, too. */
export const takesAllOf = (first: readonly Condition[], second: readonly Condition[]): boolean =>
  first.every((condition) =>
    second.some(
      (other) =>
        isSameThing(condition, other) &&
        other.values.every((value) => condition.values.some((it) => isCovered(condition.field, value, it))),
    ),
  );

/** Names of headers are compared without regard to case, and so, as is believed, are those of parameters. */
const isSameThing = (a: Condition, b: Condition): boolean =>
  a.field === b.field && a.name?.toLowerCase() === b.name?.toLowerCase();

function isCovered(field: Condition['field'], value: string, by: string): boolean {
  if (field === 'methods') return value === by;
  if (field === 'sourceIps') return isWithinRange(value, by);
  return covers(patternOf(field, by), patternOf(field, value));
}

/** Paths are compared with regard to case. A backslash before a wildcard of a query takes its meaning. */
export const patternOf = (field: Condition['field'], text: string): Pattern =>
  field === 'path'
    ? patternIn(text)
    : field === 'query'
      ? escapedPatternIn(text.toLowerCase())
      : patternIn(text.toLowerCase());

/** How many wildcards are in the values of a rule. Methods and ranges have none. */
export const wildcardsIn = (conditions: readonly Condition[]): number =>
  conditions
    .filter(({ field }) => field !== 'methods' && field !== 'sourceIps')
    .flatMap(({ values }) => values)
    .reduce((sum, value) => sum + [...value.replace(/\\[*?]/g, '')].filter((it) => it === '*' || it === '?').length, 0);
