import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conditionsOf, takesAllOf } from '../../src/config/rule-conditions.js';
import { placedRules } from '../../src/config/rule-priorities.js';
import { loadConfig } from '../../src/config/load.js';
import { covers, matches, patternIn } from '../../src/wildcards.js';

/** Which rule of a load balancer comes first, and which one no request ever comes to. */

type Rules = NonNullable<Parameters<typeof placedRules>[0]['services']>[string] extends infer S
  ? NonNullable<NonNullable<S>['rules' & keyof NonNullable<S>]>
  : never;
type Rule = Rules extends readonly (infer R)[] ? NonNullable<R> : never;

const priorities = (...rules: readonly Rule[]): (number | undefined)[] =>
  placedRules({ services: { web: { rules } } }).map(({ priority }) => priority);

/** In the order in which they are tried. */
const tried = (...rules: readonly Rule[]) =>
  placedRules({ services: { web: { rules } } })
    .toSorted((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity))
    .map(({ at }) => rules[Number(at.at(-1))]);

test('without priorities, the special comes before the general', () => {
  const inOrder: Rule[] = [
    { path: '/api/*', host: 'api.example.com', methods: 'GET' },
    { path: '/api/*', host: 'api.example.com' },
    { path: '/api/books/new' },
    { path: '/api/books/*' },
    { path: '/api/*' },
    { path: '/ap?' },
    { path: '/*' },
  ];
  expect(tried(...inOrder.toReversed())).toEqual(inOrder);
});

test('a rule keeps its number where another one comes, and numbers that are said are not taken', () => {
  const [books, api] = [{ path: '/api/books*' }, { path: '/api*' }];
  const before = priorities(books, api);
  expect(priorities(books, api, { path: '/reviews*' }, { host: 'a.example.com' }).slice(0, 2)).toEqual(before);
  expect(priorities(books, api, { path: '/x', priority: before[0]! })[0]).toBe(before[0]! + 1);
});

const path = fc
  .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 4 })
  .map((parts) => `/${parts.join('').replace(/\*+/g, '*')}`);
const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    path: fc.oneof(path, fc.uniqueArray(path, { minLength: 1, maxLength: 2 })),
    host: fc.constantFrom('a.com', '*.com', ['a.com', 'b.com']),
    methods: fc.constantFrom('GET', ['GET', 'HEAD']),
    sourceIps: fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '0.0.0.0/0'),
  },
  { requiredKeys: [] },
);

test('whatever rules there are: none without a priority comes after one that takes all of its requests and more', () => {
  fc.assert(
    fc.property(anyRule, anyRule, fc.array(anyRule, { maxLength: 3 }), (special, general, others) => {
      const [a, b] = [conditionsOf(special), conditionsOf(general)];
      fc.pre(takesAllOf(b, a) && !takesAllOf(a, b));
      const [first = NaN, second = NaN] = priorities(special, general, ...others);
      expect(first).toBeLessThan(second);
    }),
    { numRuns: 300 },
  );
});

test('a pattern covers another one where it matches whatever that one matches', () => {
  fc.assert(
    fc.property(path, path, fc.array(fc.constantFrom('a', 'b'), { maxLength: 5 }), (one, other, letters) => {
      const text = `/${letters.join('')}`;
      if (covers(patternIn(one), patternIn(other)) && matches(patternIn(other), text))
        expect([one, other, text, matches(patternIn(one), text)]).toEqual([one, other, text, true]);
    }),
    { numRuns: 500 },
  );
  expect(covers(patternIn('/a*'), patternIn('/a?*'))).toBe(true);
  expect(covers(patternIn('/a?*'), patternIn('/a*'))).toBe(false);
});

test('values are texts, also where they are written as numbers, and one or several of them', () => {
  const text = `
    name: shop
    ingress: {type: alb}
    services:
      web:
        image: nginx
        port: 80
        rules:
          - {path: [/a], query: {v: 2, w: [1, 010]}, headers: {X-Debug: true}}
          - {host: api.example.com}
  `;
  expect(loadConfig('provision.yaml', text).services['web']?.rules).toEqual([
    { path: ['/a'], query: { v: '2', w: ['1', '010'] }, headers: { 'X-Debug': 'true' } },
    { host: 'api.example.com' },
  ]);
});
