import fc from 'fast-check';
import type { Member, Shape } from '../../src/sdk-schema.js';
import { oddTexts } from './spoil-text.js';

/** Texts that mean something, by the name of the member they stand in, in lower case. */
export type Words = ReadonlyMap<string, readonly string[]>;

/** From this depth on only what is required: shapes may contain themselves. */
const deepest = 5;
const numbers = [0, 1, 2, 3, 5, 80, 100, 256, 1000, -1, 1.5, 65_535, 65_536, 2 ** 31, 1e15];
const seconds = [0, 1, 1_767_225_600, 1_767_232_800, 4_102_444_800, -1];
const longTexts = ['x', ' ', 'a.', 'a/', '*a'].map((it) => it.repeat(20_000));

/**
 * Inputs of an operation, of the right types: as plain data, with times in seconds and bytes as text.
 * @param hint the name of the member that the value stands in
 */
export function inputs(shape: Shape, words: Words, hint = '', depth = 0): fc.Arbitrary<unknown> {
  const inner = (of: Shape, name: string) => inputs(of, words, name, depth + 1);
  switch (shape.kind) {
    case 'unit':
      return fc.constant({});
    case 'structure':
      return shape.union
        ? fc.constantFrom(...shape.members).chain((it) => structureOf([it], inner))
        : membersOf(shape.members, depth).chain((some) => structureOf(some, inner));
    case 'list':
      return fc.array(inner(shape.item, singular(hint)), { maxLength: depth < deepest ? 3 : 1 });
    case 'map':
      return fc.dictionary(text(words, 'key'), inner(shape.value, hint), { maxKeys: 2 });
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.constantFrom(...numbers);
    case 'timestamp':
      return fc.constantFrom(...seconds);
    case 'document':
      return fc.constantFrom({}, [], null, 'x', 1, { a: [1, { b: null }] });
    case 'blob':
    case 'string':
      return text(words, hint);
  }
}

/** An input that was once good, with other values in up to two of its members. */
export const changed = (shape: Shape, words: Words, good: readonly object[]): fc.Arbitrary<object> =>
  fc
    .tuple(fc.constantFrom(...good), few(shape.kind === 'structure' ? shape.members : [], 2))
    .chain(([base, members]) =>
      structureOf(members, (of, name) => inputs(of, words, name, 1)).map((others) => ({ ...base, ...others })),
    );

function structureOf(members: readonly Member[], inner: (of: Shape, name: string) => fc.Arbitrary<unknown>) {
  return fc.record(Object.fromEntries(members.map(({ name, shape }) => [name, inner(shape, name)])));
}

/** All that are required, and a few of the others. Rarely, one that is required is missing. */
function membersOf(members: readonly Member[], depth: number): fc.Arbitrary<readonly Member[]> {
  const required = members.filter((it) => it.required);
  const others = members.filter((it) => !it.required);
  const more = depth < deepest ? few(others, 5) : fc.constant([]);
  return fc
    .tuple(more, fc.nat({ max: 30 }))
    .map(([some, missing]) => [...required.filter((_, at) => at !== missing), ...some]);
}

function text(words: Words, hint: string): fc.Arbitrary<string> {
  const known = words.get(hint.toLowerCase()) ?? words.get(`${hint.toLowerCase()}id`) ?? [];
  const any = [...(words.get('') ?? []), 'x', '', '*', '10.0.0.0/16', '0.0.0.0/0', 'enabled', 'true', '1', '-1'];
  return fc.oneof(
    ...(known.length > 0 ? [{ weight: 12, arbitrary: fc.constantFrom(...known) }] : []),
    { weight: 4, arbitrary: fc.constantFrom(...any) },
    { weight: 1, arbitrary: fc.constantFrom(...oddTexts) },
    ...(hint === '' ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...longTexts) }]),
  );
}

const few = <T>(of: readonly T[], most: number): fc.Arbitrary<T[]> =>
  fc.subarray([...of], { maxLength: Math.min(of.length, most) });
const singular = (name: string): string => name.replace(/(?<!s)s$/i, '');

/** The words of data: its texts by the names of their members, and under '' all that look like ids. */
export function wordsIn(data: readonly unknown[]): Words {
  const found = new Map<string, Set<string>>();
  const add = (name: string, word: string): void => void found.set(name, (found.get(name) ?? new Set()).add(word));
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (value.length > 2000) return;
      add(name.toLowerCase(), value);
      if (/^[a-z]+-[0-9a-f]{8,}$|^arn:/.test(value)) add('', value);
    } else if (Array.isArray(value)) value.forEach((it) => walk(it, singular(name)));
    else if (typeof value === 'object' && value !== null)
      for (const [member, it] of Object.entries(value)) walk(it, member);
  };
  for (const it of data) walk(it, '');
  return new Map([...found].map(([name, words]) => [name, [...words].slice(0, 40)]));
}
