import { cycleIn } from '../src/cycle.js';
import type { State } from './schema.js';

/** A want is a few levels deep. What is nested deeper was not written by this program. */
const deepest = 64;
/** What a step may be called: nothing that moves a cursor, or means something to JavaScript. */
const stepName = /^[A-Za-z0-9][\w.:/+-]{0,254}$/;
/** Characters that a terminal acts on or does not show. */
const control = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/**
 * What is wrong with the content of a state file before its members are looked at. It was edited by hand, or is
 * another file: recursion on it may overflow the stack, and a member `__proto__` would be lost in each copy.
 */
export function whyNotPlain(data: unknown): string | undefined {
  let level: (readonly [path: string, value: object])[] = isObject(data) ? [['', data]] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) return `it is nested more than ${deepest} levels deep`;
    const next: typeof level = [];
    for (const [path, value] of level) {
      for (const [key, member] of Object.entries(value)) {
        const at = path ? `${path}.${key}` : key;
        if (key === '__proto__') return `${at}: a member cannot be called so`;
        if (isObject(member)) next.push([at, member]);
      }
    }
    level = next;
  }
  return undefined;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * What is wrong with records that have the right form: names that no step has, ids that no service gives, and
 * dependencies that lead back to where they began, so that nothing could be deleted first. A dependency without a
 * record is none: somebody has taken a record out, and what is left can still be deleted.
 */
export const whyUnsound = ({ records, paused }: Pick<State, 'records' | 'paused'>): string | undefined =>
  whyUnsoundIn('records', records) ?? (paused && whyUnsoundIn('paused.gone', paused.gone));

function whyUnsoundIn(where: string, records: State['records']): string | undefined {
  for (const [step, { at, id, retired = [] }] of Object.entries(records)) {
    if (!stepName.test(step)) return `${where}: ${JSON.stringify(step)} is no name of a step`;
    if (at !== 'creating' && (id === undefined || id === null))
      return `${where}.${step}.id: there must be one at "${at}"`;
    for (const it of [id, ...retired.map((old) => old.id)])
      if (it === '' || textsIn(it).some((text) => control.test(text))) return `${where}.${step}.id: no id looks so`;
  }
  const cycle = cycleIn(new Map(Object.entries(records).map(([step, { needs }]) => [step, needs])));
  return cycle && `${where}: ${cycle.join(' needs ')}: this has no end`;
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : isObject(value) ? Object.values(value).flatMap(textsIn) : [];
