import type { Change } from '../changes.js';
import { hiddenValue } from '../hidden-values.js';
import { partsOf } from '../member-path.js';
import { changedKeys, changedValue, type Unknowns } from './changed-value.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { fit, widthOf } from './text.js';
import { plainText } from '../plain-text.js';

/** Differences of a resource in lines, in one form for `plan`, `up` and `status`. */

export interface ChangesLook {
  /** The width at which a line is broken or cut. */
  readonly width: number;
  readonly colors: Pick<Colors, 'green' | 'yellow' | 'red'>;
  /** What stands for values that are not known yet. */
  readonly unknowns?: Unknowns;
}

type Sign = '+' | '~' | '-';

/** A line to be: several entries that have nothing to show but their names share one. */
interface Item {
  readonly sign: Sign;
  /** Where: the whole path, or that of the list that the names are in. */
  readonly parts: readonly string[];
  readonly names?: readonly string[];
  readonly change: Change;
}

/**
 * `~ image: "a:1" → "a:2"`, `+ environment: LEVEL, MODE`. What is in one member stands under it, where there is more of it.
 * @param indent spaces in front of each line
 */
export function changeLines(changes: readonly Change[], indent: number, look: ChangesLook): string[] {
  const groups = new Map<string, Item[]>();
  for (const item of itemsOf(changes)) {
    const [member = ''] = item.parts;
    groups.set(member, [...(groups.get(member) ?? []), item]);
  }
  return [...groups.values()].flatMap((items) => {
    const common = items.length > 1 ? commonParent(items) : [];
    if (common.length === 0) return items.flatMap((it) => itemLines(it, it.parts, indent, look));
    const head = fit(`${' '.repeat(indent)}${pathText(common, look)}`, look.width);
    return [head, ...items.flatMap((it) => itemLines(it, it.parts.slice(common.length), indent + 2, look))];
  });
}

function itemsOf(changes: readonly Change[]): Item[] {
  const items: Item[] = [];
  for (const change of changes) {
    const parts = partsOf(change.path);
    const sign = signOf(change);
    const parent = parts.slice(0, -1);
    if (parent.length === 0 || !isNameAlone(change, parts)) {
      items.push({ sign, parts, change });
      continue;
    }
    const name = parts.at(-1) ?? '';
    const at = items.findIndex((it) => it.names && it.sign === sign && it.parts.join('\n') === parent.join('\n'));
    const there = items[at];
    if (there) items[at] = { ...there, names: [...(there.names ?? []), name] };
    else items.push({ sign, parts: parent, names: [name], change });
  }
  return items;
}

const signOf = ({ from, to }: Change): Sign => (from === undefined ? '+' : to === undefined ? '-' : '~');

/** Whether an entry's name says all that is shown: of a set, of a variable, or of a thing that goes. */
function isNameAlone({ from, to }: Change, parts: readonly string[]): boolean {
  const values = [from, to].filter((it) => it !== undefined);
  const isSaid = (it: unknown) => it === true || it === hiddenValue || plainText(it) === parts.at(-1);
  return values.every(isSaid) || (to === undefined && typeof from === 'object');
}

/** What all of them lie in. */
function commonParent(items: readonly Item[]): readonly string[] {
  const parents = items.map(({ parts, names }) => (names ? parts : parts.slice(0, -1)));
  const [first = [], ...others] = parents;
  const length = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return length < 0 ? first : first.slice(0, length);
}

const pathText = (parts: readonly string[], { unknowns = new Map() }: ChangesLook): string =>
  parts.map((part) => changedKeys([part], unknowns)).join('.');

function itemLines({ sign, names, change }: Item, parts: readonly string[], indent: number, look: ChangesLook) {
  const color = { '+': look.colors.green, '~': look.colors.yellow, '-': look.colors.red }[sign];
  const lead = `${' '.repeat(indent)}${sign} `;
  const path = pathText(parts, look);
  if (names) {
    const isWhole = isOfPolicy(change);
    const all = changedKeys(names, look.unknowns ?? new Map(), isWhole) + (sign === '~' ? ' changed' : '');
    const between = names.length > 1 || sign === '~' || isWhole ? ': ' : '.';
    return wrapped(lead + (path === '' ? all : path + between + all), look.width).map(color);
  }
  return valueLines(change, sign, `${lead}${path}:`, look).map(color);
}

/** What a policy allows is shown to the last word: of which bucket, and under which condition. */
const isOfPolicy = ({ path }: Change): boolean =>
  partsOf(path).some((it) => it === 'Statement' || it.endsWith('PolicyDocument'));

/** On one line where both values fit, else each on a line of its own. */
function valueLines(change: Change, sign: Sign, label: string, look: ChangesLook): string[] {
  const { from, to } = change;
  const { width, unknowns = new Map() } = look;
  const text = (value: unknown, room: number, isWhole = false) => changedValue(value, room, unknowns, isWhole);
  if (sign !== '~') {
    const whole = isOfPolicy(change);
    const room = whole ? Infinity : Math.max(width - widthOf(label) - 1, narrowest);
    return wrapped(`${label} ${text(sign === '+' ? to : from, room, whole)}`, width);
  }
  const isWhole = text(from, Infinity) === text(to, Infinity);
  const line = `${label} ${text(from, Infinity, isWhole)} → ${text(to, Infinity, isWhole)}`;
  if (widthOf(line) <= width) return [line];
  const indent = ' '.repeat((/^ */.exec(label)?.[0] ?? '').length + 2);
  const room = Math.max(width - indent.length - 2, narrowest);
  return [
    ...wrapped(label, width),
    `${indent}  ${text(from, room, isWhole)}`,
    ...wrapped(`${indent}→ ${text(to, room, isWhole)}`, width),
  ];
}
/** Columns that a value has at least, however long its label is. */
const narrowest = 20;
