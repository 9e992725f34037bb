import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { iamCharacters } from '../src/iam-characters.js';
import { policyParts, type PolicyParts } from '../src/policy-parts.js';
import type { Statement } from '../src/policy-statements.js';
import { isFull } from './full.js';

const bucket = (i: number) => `arn:aws:s3:::a-bucket-with-a-name-${i}/*`;
const said = (resources: string[], actions = ['s3:GetObject', 's3:PutObject'], more: Partial<Statement> = {}) => ({
  ...{ Effect: 'Allow', Action: actions, Resource: resources },
  ...more,
});
const buckets = (count: number) => Array.from({ length: count }, (_, i) => said([bucket(i)], [`s3:Action${i}`]));

/** The policies of a role, by their numbers; 0 is the one in the role itself. */
const policiesIn = ({ inline, managed }: PolicyParts) =>
  new Map([
    ...(inline ? [[0, inline] as const] : []),
    ...managed.map(({ number, document }) => [number, document] as const),
  ]);

/** Each single thing that is said: who may what, or may not, under which conditions. */
const singles = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(
    statements.flatMap(({ Effect, Action, Resource, Condition = {} }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((it) => JSON.stringify([Effect, action, it, Condition]))),
    ),
  );
const allOf = (parts: PolicyParts) => [...policiesIn(parts).values()].flatMap(({ Statement }) => Statement);

const names = fc.integer({ min: 0, max: 400 });
const anyStatement: fc.Arbitrary<Statement> = fc.record(
  {
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Action: fc.uniqueArray(
      names.map((i) => `${i % 2 === 0 ? 's3' : 'sqs'}:An${'Other'.repeat(i % 5)}Action${i}`),
      { minLength: 1, maxLength: 40 },
    ),
    Resource: fc.uniqueArray(fc.oneof(fc.constant('*'), names.map(bucket)), { minLength: 1, maxLength: 30 }),
    Condition: fc.constantFrom({ StringEquals: { 'aws:a': ['b c'] } }, { StringLike: { 'aws:a': ['d*'] } }),
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);

test('whatever is said, the policies together say exactly that, each fits, and the same is always divided the same way', () => {
  fc.assert(
    fc.property(
      fc.array(anyStatement, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 10 }),
      (statements, most) => {
        const parts = policyParts(statements, most);
        const policies = policiesIn(parts);
        for (const [number, document] of policies) {
          expect(iamCharacters(document)).toBeLessThanOrEqual(number === 0 ? 10_240 : 6_144);
          expect(number).toBeLessThanOrEqual(most);
        }
        const [is, wanted] = [singles(allOf(parts)), singles(statements)];
        // What does not fit is missing, and nothing is there that was not said.
        expect([...is].filter((it) => !wanted.has(it))).toEqual([]);
        expect(is.size === wanted.size).toBe(parts.excess === 0);
        expect(policyParts(statements, most)).toEqual(parts);
      },
    ),
    { numRuns: isFull ? 2000 : 40 },
  );
});

/** The parts before and after a change, in the order in which a run changes them. */
function lacks(before: PolicyParts, after: PolicyParts): string[] {
  const role = policiesIn(before);
  const [had, will] = [singles(allOf(before)), singles(allOf(after))];
  const kept = [...had].filter((it) => will.has(it));
  const numbers = [...policiesIn(after).keys()].filter((it) => it > 0).sort((a, b) => b - a);
  const lacking: string[] = [];
  const look = () => {
    const now = singles([...role.values()].flatMap(({ Statement }) => Statement));
    lacking.push(...kept.filter((it) => !now.has(it)));
  };
  for (const number of [...numbers, 0]) {
    const document = policiesIn(after).get(number);
    if (document) role.set(number, document);
    look();
  }
  for (const number of role.keys()) if (!policiesIn(after).has(number)) role.delete(number);
  look();
  return lacking;
}

/** Some hundreds of statements at most, which are some two thirds of what ten policies hold. */
const role = fc
  .tuple(fc.integer({ min: 0, max: 280 }), fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 6 }))
  .map(([count, step, width]) =>
    Array.from({ length: count }, (_, i) => i)
      .filter((i) => i % step !== 0)
      .map((i) =>
        said([bucket(i), bucket(i + 1000 * (i % 3))], [`s3:Get${i % 97}`, ...(i % 5 < width ? [`sqs:A${i}`] : [])]),
      ),
  );

test('a change takes nothing from the role, at no moment, that it had and is to have: into managed policies and back', () => {
  let moved = 0;
  fc.assert(
    fc.property(role, role, (before, after) => {
      const [old, next] = [policyParts(before, 10), policyParts(after, 10)];
      moved += old.managed.length === next.managed.length ? 0 : 1;
      expect(old.excess + next.excess).toBe(0);
      expect(lacks(old, next)).toEqual([]);
    }),
    { numRuns: isFull ? 2000 : 30 },
  );
  expect(moved).toBeGreaterThan(10);
});

test('another statement changes one policy, as long as no more policies are needed for it', () => {
  const all = buckets(300);
  const counts = Array.from({ length: 16 }, (_, i) => 120 + i * 11);
  const changed = counts.map((count) => {
    const [before, after] = [policyParts(all.slice(0, count), 10), policyParts(all.slice(0, count + 1), 10)];
    const [old, next] = [policiesIn(before), policiesIn(after)];
    const differing = [...next].filter(([number, it]) => JSON.stringify(it) !== JSON.stringify(old.get(number)));
    return { more: next.size - old.size, changes: differing.length };
  });
  expect(changed.filter(({ more, changes }) => more === 0 && changes !== 1)).toEqual([]);
  expect(changed.filter(({ more }) => more === 0).length).toBeGreaterThan(10);
});

test('what is too long is cut by its lists, and only what is too long by itself is not said', () => {
  const actions = Array.from({ length: 900 }, (_, i) => `s3:AnActionWithANumber${i}`);
  const long = policyParts([said(['*'], actions)], 10);
  expect([long.excess, singles(allOf(long)).size, long.managed.length]).toEqual([0, 900, 3]);
  const Condition = { StringEquals: { 'aws:a': Array.from({ length: 2000 }, (_, i) => `value-${i}`) } };
  const condition = policyParts([said(['*'], ['s3:*'], { Condition }), ...buckets(10)], 10);
  expect(condition.excess).toBeGreaterThan(20_000);
  expect(singles(allOf(condition)).size).toBe(10);
});
