import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween } from '../../src/changes.js';
import { blueprints } from '../../src/config/blueprints.js';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { listRule, memberOf, type ListRule, type ListRules } from '../../src/list-rules.js';
import { resources } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { anyDraft } from '../e2e/any-config.js';
import { possible } from '../e2e/possible-config.js';
import { blueprintOf } from '../e2e/project.js';
import { where } from './config.js';
import { moreSteps } from './more-steps.js';
import { wantOf } from './samples.js';

/**
 * The lists in all that steps ask for. A difference in one is told by what an entry is: so for each it has to be known
 * whether its order means something, and else what its entries are told apart by.
 */

/** A list in a want. */
interface Found {
  readonly noun: string;
  /** Names of members alone. */
  readonly path: readonly string[];
  readonly rules: ListRules;
  readonly want: unknown;
  readonly list: readonly unknown[];
  /** The same want with another list in its place. */
  with(list: readonly unknown[]): unknown;
}

/** By noun and path: the longest list of each that some step asks for. */
const lists = new Map<string, Found>();
const wants = new Map<string, unknown[]>();

beforeAll(async () => {
  const drawn = fc.sample(anyDraft, { numRuns: 12, seed: 11 }).map((draft): Config => {
    const written = possible(draft);
    return { ...loadConfig('provision.yaml', JSON.stringify(written)), name: written.name };
  });
  const configs = [...(await Promise.all(blueprints.map(({ name }) => blueprintOf(name)))), ...drawn];
  const steps = [...moreSteps, ...configs.flatMap((config) => stackOf(config, where).steps)];
  for (const step of steps) {
    const { type: noun, lists: rules = {} } = step.resource;
    const want: unknown = JSON.parse(JSON.stringify(wantOf(step)));
    wants.set(noun, [...(wants.get(noun) ?? []), want]);
    collect(want, [], (path, list, withList) => {
      const name = [noun, ...path].join('.');
      if (list.length <= (lists.get(name)?.list.length ?? 0)) return;
      lists.set(name, { noun, path, rules, want, list, with: withList });
    });
  }
});

type OnList = (path: readonly string[], list: readonly unknown[], withList: Found['with']) => void;

function collect(value: unknown, path: readonly string[], onList: OnList, put: Found['with'] = (it) => it): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    onList(path, value, put);
    value.forEach((entry, at) => collect(entry, path, onList, (it) => put(value.with(at, it))));
  } else
    for (const [member, it] of Object.entries(value))
      collect(it, [...path, member], onList, (other) => put({ ...value, [member]: other } as never));
}

const ruleOf = ({ rules, path, list }: Found): ListRule | undefined => listRule(rules, path, list);
const isText = (entry: unknown) => typeof entry !== 'object';

/** An entry that is not in the list yet. */
function another({ list: [first] }: Found, rule: ListRule): unknown {
  if (isText(first)) return typeof first === 'number' ? first + 1 : `${String(first)}-other`;
  const members = typeof rule === 'object' ? rule.by : Object.keys(Object(first)).slice(0, 1);
  const other = members.map((member) => {
    const value = memberOf(first, member);
    return [member, typeof value === 'number' ? value + 1 : `${String(value)}-other`] as const;
  });
  return { ...(first as object), ...Object.fromEntries(other) };
}
const changesTo = ({ want, rules }: Found, other: unknown) => changesBetween(want, other, rules);

test('each list has a name for its entries, or its noun says in `lists` how they are told apart', () => {
  const silent = [...lists].filter(([, found]) => ruleOf(found) === undefined);
  expect(silent.map(([name]) => `${name}: nobody says whether its order means something`)).toEqual([]);
  expect([...lists.keys()]).toContain('task-definition.containerDefinitions.environment');
  expect([...lists.keys()]).toContain('role-policy.PolicyDocument.Statement.Action');
});

test('by what a noun says, each entry has a key of its own', () => {
  for (const [name, found] of lists) {
    const rule = ruleOf(found);
    if (typeof rule !== 'object') continue;
    const keys = found.list.map((entry) => rule.by.map((member) => memberOf(entry, member) ?? '').join('/'));
    expect({ name, keys: new Set(keys).size, empty: keys.filter((key) => /^\/*$/.test(key)) }).toEqual({
      ...{ name, keys: found.list.length, empty: [] },
    });
  }
});

test('a noun says nothing of lists that it does not have', () => {
  const idle = resources.flatMap(({ type, lists: rules = {} }) =>
    Object.keys(rules).flatMap((path) => {
      const isThere = [...lists.values()].some(
        ({ noun, path: at }) => noun === type && (at.join('.') === path || inside(path, at)),
      );
      return isThere ? [] : [`${type}.${path}`];
    }),
  );
  expect(idle).toEqual([]);
});
const inside = (path: string, at: readonly string[]) =>
  path.endsWith('.*') && `${at.join('.')}.`.startsWith(path.slice(0, -1));

test('an entry more, in front of all others, is one change', () => {
  for (const [name, found] of lists) {
    const changes = changesTo(found, found.with([another(found, ruleOf(found) ?? 'set'), ...found.list]));
    expect({ name, changes: changes.length }).toEqual({ name, changes: 1 });
  }
});

test('entries in another order are no change, but where their order means something', () => {
  for (const [name, found] of lists) {
    const rule = ruleOf(found) ?? 'set';
    const two = found.list.length > 1 ? found.list : [...found.list, another(found, rule)];
    const given = { ...found, want: found.with(two) };
    const changes = changesTo(given, found.with(two.toReversed()));
    expect({ name, isChanged: changes.length > 0 }).toEqual({ name, isChanged: rule === 'ordered' });
  }
});
