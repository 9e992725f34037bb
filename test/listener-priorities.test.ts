import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choosePriorities, type WantedPriority } from '../src/listener-priorities.js';

/** Which priorities the rules of a stack get where others have rules, too. */

const said = (priority: number): WantedPriority => ({ priority, isSaid: true });
const unsaid = (priority: number): WantedPriority => ({ priority, isSaid: false });
const there = (others: readonly number[], ours: { readonly [step: string]: number } = {}) => ({
  ours: new Map(Object.entries(ours)),
  others: new Set(others),
});

test('where nobody is in the way, each rule has its own', () => {
  expect(choosePriorities({ b: unsaid(2100), a: said(7) }, there([1, 2099]))).toEqual({ a: 7, b: 2100 });
});

test('what is taken is the next one that is free, and what has been chosen stays', () => {
  const wanted = { a: unsaid(2000), b: unsaid(2001) };
  expect(choosePriorities(wanted, there([2000, 2001]))).toEqual({ a: 2002, b: 2003 });
  expect(choosePriorities(wanted, there([2000, 2001, 2004], { a: 2002, b: 2003 }))).toEqual({ a: 2002, b: 2003 });
  expect(choosePriorities(wanted, there([], { a: 2002, b: 2003 }))).toEqual({ a: 2002, b: 2003 });
});

test('one that is said and taken is refused, with what is free', () => {
  expect(() => choosePriorities({ a: said(7) }, there([6, 7, 8]))).toThrow(
    /priority 7, which is said for a.*5, 4 and 9/,
  );
});

test('where no number is left, that is said', () => {
  const others = Array.from({ length: 11 }, (_, i) => 49_990 + i);
  expect(() => choosePriorities({ a: unsaid(49_990) }, there(others))).toThrow('no free priority from 49990 on for a');
});

const number = fc.integer({ min: 1, max: 40 });
const rules = fc.uniqueArray(fc.record({ priority: number, isSaid: fc.boolean() }), {
  maxLength: 8,
  selector: ({ priority }) => priority,
});

test('whatever is there, nothing of others is taken, nothing twice, and the order of what was not said stays; a second choice is the same', () => {
  fc.assert(
    fc.property(
      rules,
      fc.uniqueArray(number),
      fc.dictionary(fc.constantFrom('r0', 'r1', 'r2'), number),
      (them, others, had) => {
        const wanted = Object.fromEntries(them.map((it, i) => [`r${i}`, it]));
        const isLost = them.some(({ isSaid, priority }) => isSaid && others.includes(priority));
        const first = () => choosePriorities(wanted, there(others, had));
        if (isLost) return expect(first).toThrow('somebody else');
        const chosen = first();
        const numbers = Object.values(chosen);
        expect(new Set(numbers).size).toBe(them.length);
        expect(numbers.filter((it) => others.includes(it))).toEqual([]);
        const inOrder = Object.entries(wanted)
          .filter(([, { isSaid }]) => !isSaid)
          .toSorted(([, a], [, b]) => a.priority - b.priority)
          .map(([name]) => chosen[name] ?? 0);
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
        expect(choosePriorities(wanted, there(others, chosen))).toEqual(chosen);
      },
    ),
  );
});
