import fc from 'fast-check';
import { oddTexts } from './spoil-text.js';

/** One change of a JSON value. Places are numbers of any size: they count modulo the number of its members. */
export type DataEdit =
  | { readonly do: 'drop'; readonly at: number }
  | { readonly do: 'set'; readonly at: number; readonly to: unknown }
  | { readonly do: 'rename'; readonly at: number; readonly to: string }
  | { readonly do: 'copy'; readonly at: number; readonly to: number }
  | { readonly do: 'add'; readonly at: number; readonly name: string; readonly value: unknown }
  | { readonly do: 'nest'; readonly at: number; readonly levels: number; readonly how: '[]' | '{}' }
  | { readonly do: 'append'; readonly at: number; readonly text: string };

const place = fc.nat({ max: 5000 });
const names = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'length', '', 'id', 'needs', 'a.b');
/** What takes long where the time grows with the square of a text's length. */
const longTexts = ['x', ' ', '.', '-', 'a/', 'a:'].map((it) => it.repeat(50_000));
const oddValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e21, 9007199254740993, '', ' ', 'x', [], {}, [[]], [null], { id: null }],
  ...longTexts,
  ...[Array.from({ length: 1000 }, (_, i) => i), [{}, {}], { toString: 'x' }, { then: 1 }],
  ...oddTexts,
];
const levels = fc.constantFrom(1, 3, 100, 10_000);

/** @param words values that mean something where the data is used */
export const dataEdit = (words: readonly unknown[] = []): fc.Arbitrary<DataEdit> => {
  const value = fc.constantFrom(...words, ...oddValues);
  return fc.oneof(
    fc.record({ do: fc.constant('drop' as const), at: place }),
    fc.record({ do: fc.constant('set' as const), at: place, to: value }),
    fc.record({ do: fc.constant('rename' as const), at: place, to: fc.oneof(names, fc.constantFrom(...oddTexts)) }),
    fc.record({ do: fc.constant('copy' as const), at: place, to: place }),
    fc.record({ do: fc.constant('add' as const), at: place, name: names, value }),
    fc.record({
      do: fc.constant('nest' as const),
      at: place,
      levels,
      how: fc.constantFrom('[]' as const, '{}' as const),
    }),
    fc.record({ do: fc.constant('append' as const), at: place, text: fc.constantFrom(...oddTexts) }),
  );
};

/** A list or a map, as entries: a map may have a name twice, and `__proto__` is a name like any other. */
interface Branch {
  readonly is: 'list' | 'map';
  readonly entries: { name: string; value: Node }[];
}
type Node = Branch | { readonly is: 'leaf'; readonly json: string };

/** @returns the text of the value with the edits made: as text, because not every edit can be made of a value */
export function spoilData(value: unknown, edits: readonly DataEdit[]): string {
  const root: Branch = { is: 'list', entries: [{ name: '', value: nodeOf(value) }] };
  for (const edit of edits) spoilOnce(root, edit);
  const [only] = root.entries;
  return only ? textOf(only.value) : '';
}

function spoilOnce(root: Branch, edit: DataEdit): void {
  const places = placesIn(root);
  const chosen = places[edit.at % places.length];
  if (!chosen) return;
  const { branch, index } = chosen;
  const entry = branch.entries[index];
  if (!entry) return;
  switch (edit.do) {
    case 'drop':
      branch.entries.splice(index, 1);
      break;
    case 'set':
      entry.value = nodeOf(edit.to);
      break;
    case 'rename':
      entry.name = edit.to;
      break;
    case 'copy': {
      const other = places[edit.to % places.length];
      other?.branch.entries.splice(other.index, 0, { name: entry.name, value: structuredClone(entry.value) });
      break;
    }
    case 'add': {
      const added = { name: edit.name, value: nodeOf(edit.value) };
      if (entry.value.is === 'leaf') branch.entries.push(added);
      else entry.value.entries.push(added);
      break;
    }
    case 'nest': {
      const [open, close] = edit.how === '[]' ? ['[', ']'] : ['{"a":', '}'];
      entry.value = { is: 'leaf', json: open.repeat(edit.levels) + textOf(entry.value) + close.repeat(edit.levels) };
      break;
    }
    case 'append':
      if (entry.value.is === 'leaf' && entry.value.json.startsWith('"'))
        entry.value = nodeOf((JSON.parse(entry.value.json) as string) + edit.text);
  }
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { is: 'list', entries: value.map((it) => ({ name: 'more', value: nodeOf(it) })) };
  if (typeof value !== 'object' || value === null) return { is: 'leaf', json: JSON.stringify(value) };
  return { is: 'map', entries: Object.entries(value).map(([name, it]) => ({ name, value: nodeOf(it) })) };
}

function textOf(node: Node): string {
  if (node.is === 'leaf') return node.json;
  if (node.is === 'list') return `[${node.entries.map(({ value }) => textOf(value)).join(',')}]`;
  return `{${node.entries.map(({ name, value }) => `${JSON.stringify(name)}:${textOf(value)}`).join(',')}}`;
}

function placesIn(branch: Branch): { readonly branch: Branch; readonly index: number }[] {
  return branch.entries.flatMap(({ value }, index) => [
    { branch, index },
    ...(value.is === 'leaf' ? [] : placesIn(value)),
  ]);
}
