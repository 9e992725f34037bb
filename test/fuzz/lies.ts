import fc from 'fast-check';
import type { StepRecord } from '../../state/schema.js';

/** One lie in a state: its form is that of a state, and what it says cannot be. Places count modulo the records. */
export type Lie =
  | { readonly do: 'type' | 'id' | 'want' | 'out' | 'all'; readonly of: number; readonly from: number }
  | { readonly do: 'needs' | 'after'; readonly of: number; readonly on: readonly number[] }
  | { readonly do: 'at'; readonly of: number; readonly at: StepRecord['at']; readonly hasId: boolean }
  | { readonly do: 'retired'; readonly of: number; readonly from: number; readonly missing: number | null }
  | { readonly do: 'unclear'; readonly of: number; readonly at: number }
  | { readonly do: 'paused'; readonly of: number; readonly isGone: boolean }
  | { readonly do: 'partial'; readonly of: number }
  | { readonly do: 'twice'; readonly of: number; readonly times: number }
  | { readonly do: 'tags'; readonly of: number; readonly tags: { readonly [key: string]: string } }
  | { readonly do: 'id-text' | 'id-member'; readonly of: number; readonly text: string }
  | { readonly do: 'top'; readonly name: string; readonly value: unknown };

const place = fc.nat({ max: 30 });
const texts = fc.constantFrom(
  ...[
    '',
    ' ',
    'vpc-',
    'vpc-00000000000000000',
    'arn:',
    'arn:aws:iam::123456789012:role/',
    'i-1',
    '*',
    '0',
    '-',
    '--all',
  ],
  ...[
    'arn:aws:ecs:eu-west-1:999999999999:cluster/other',
    '../x',
    'é',
    '\u202e',
    '\u0007',
    '__proto__',
    'a'.repeat(3000),
  ],
);
const one = <const T extends string>(it: T) => fc.constant(it);
export const lie: fc.Arbitrary<Lie> = fc.oneof(
  fc.record({ do: fc.constantFrom('type', 'id', 'want', 'out', 'all'), of: place, from: place }),
  fc.record({ do: fc.constantFrom('needs', 'after'), of: place, on: fc.array(place, { maxLength: 4 }) }),
  fc.record({
    do: one('at'),
    of: place,
    at: fc.constantFrom('creating', 'created', 'ready', 'deleting'),
    hasId: fc.boolean(),
  }),
  fc.record({ do: one('retired'), of: place, from: place, missing: fc.constantFrom(null, 0, 1, 2 ** 40) }),
  fc.record({ do: one('unclear'), of: place, at: fc.constantFrom(0, -1, 1e300, Date.UTC(2026, 0, 1), 1.5) }),
  fc.record({ do: one('paused'), of: place, isGone: fc.boolean() }),
  fc.record({ do: one('partial'), of: place }),
  fc.record({ do: one('twice'), of: place, times: fc.constantFrom(1, 3, 40) }),
  fc.record({ do: one('tags'), of: place, tags: fc.dictionary(texts, texts, { maxKeys: 3 }) }),
  fc.record({ do: fc.constantFrom('id-text', 'id-member'), of: place, text: texts }),
  fc.record({
    do: one('top'),
    name: fc.constantFrom('version', 'serial', 'since', 'expires', 'by', 'id', 'outputs', 'paused', 'stack', 'region'),
    value: fc.oneof(texts, fc.constantFrom(0, 1, 2, 3, 99, 2 ** 53, -1, 1.5, null, {}, '2026-01-01T00:00:00.000Z')),
  }),
);

interface Draft {
  records: { [step: string]: StepRecord };
  [member: string]: unknown;
}

/** @returns the text of a state that says these lies */
export function stateWithLies(state: object, lies: readonly Lie[]): string {
  const draft = structuredClone(state) as Draft;
  for (const it of lies) tell(draft, it);
  return JSON.stringify(draft);
}

function tell(draft: Draft, it: Lie): void {
  if (it.do === 'top') {
    draft[it.name] = it.value;
    return;
  }
  const names = Object.keys(draft.records);
  const nameAt = (at: number): string => names[at % names.length] ?? '';
  const name = nameAt(it.of);
  const record = draft.records[name];
  if (record) draft.records = { ...draft.records, ...recordsWith(it, name, record, nameAt, draft) };
}

function recordsWith(
  it: Exclude<Lie, { do: 'top' }>,
  name: string,
  record: StepRecord,
  nameAt: (at: number) => string,
  draft: Draft,
): Draft['records'] {
  const another = (at: number): StepRecord => draft.records[nameAt(at)] ?? record;
  const as = (members: Partial<StepRecord>) => ({ [name]: { ...record, ...members } });
  switch (it.do) {
    case 'type':
    case 'id':
    case 'want':
    case 'out':
      return as({ [it.do]: another(it.from)[it.do] });
    case 'all':
      return { [name]: another(it.from) };
    case 'needs':
    case 'after':
      return as({ [it.do]: it.on.map(nameAt) });
    case 'at':
      return as({ at: it.at, ...(!it.hasId && { id: undefined, out: undefined }) });
    case 'retired': {
      const { type, id = null, want } = another(it.from);
      return as({ retired: [{ type, id, want, ...(it.missing !== null && { missing: it.missing }) }] });
    }
    case 'unclear':
      return as({ unclear: [{ want: record.want, at: it.at }] });
    case 'paused':
      draft['paused'] = { since: 'then', gone: it.isGone ? { [name]: record } : {} };
      return as({ paused: { desiredCount: 0 } });
    case 'partial':
      return as({ isPartial: true });
    case 'twice':
      return Object.fromEntries(Array.from({ length: it.times }, (_, at) => [`${name}-${at}`, record]));
    case 'tags':
      return as({ tags: it.tags });
    case 'id-text':
      return as({ id: it.text });
    case 'id-member':
      return as({ id: { ...Object(record.id), id: it.text } as StepRecord['id'] & object });
  }
}
