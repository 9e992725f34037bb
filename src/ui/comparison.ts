import { displayName } from '../display-names.js';
import type { Comparison, Part, Side } from '../explain/comparison.js';
import type { LessonLook } from './lesson.js';
import { month, round } from './money.js';
import { jsonLine } from './printable.js';
import { wrapped } from './prose.js';
import { elapsed, padEnd, padStart, widest } from './text.js';

/** Two architectures side by side: what they cost and take, their parts, and what is gained and lost. */
export function comparisonLines({ sides, parts, choices }: Comparison, { columns, colors }: LessonLook): string[] {
  const [a, b] = sides;
  const head = (text: string) => wrapped(text, columns).map(colors.bold);
  const only = (text: string, some: readonly Part[]) =>
    some.length > 0 ? [...head(text), ...wrapped(`  ${some.map(counted).join(', ')}`, columns)] : [];
  const both = parts.filter(({ counts: [x, y] }) => x > 0 && y > 0);
  return [
    ...sumLines(sides, columns, colors.bold),
    ...only(
      `Only in ${a.name}`,
      parts.filter(({ counts }) => counts[1] === 0),
    ),
    ...only(
      `Only in ${b.name}`,
      parts.filter(({ counts }) => counts[0] === 0),
    ),
    ...(both.length > 0
      ? [...head('In both (of the first, of the second)'), ...wrapped(`  ${both.map(inBoth).join(', ')}`, columns)]
      : []),
    ...head(choices.length > 0 ? 'What is gained and lost' : 'They make the same choices.'),
    ...choices.flatMap(({ of, sides: chosen }) => [
      `  ${colors.cyan(of)}`,
      ...chosen.flatMap((it, side) => [
        ...wrapped(`    ${sides[side === 0 ? 0 : 1].name}: ${it.chosen}`, columns),
        ...wrapped(`      + ${it.gains}`, columns),
        ...wrapped(`      - ${it.loses}`, columns, 4),
      ]),
    ]),
  ];
}

/** A small table: a month, and the time that `up` and `down` take. */
function sumLines(sides: readonly [Side, Side], columns: number, bold: (text: string) => string): string[] {
  const rows = [
    ['', 'a month', 'up', 'down'],
    ...sides.map((it) => [it.name, costOf(it), elapsed(it.seconds.up), elapsed(it.seconds.down)]),
    ['the second less the first', ...differences(sides)],
  ];
  const widths = [0, 1, 2, 3].map((at) => widest(rows.map((row) => row[at] ?? '')));
  const lines = rows.map((row) =>
    row.map((text, at) => (at === 0 ? padEnd(text, widths[0] ?? 0) : padStart(text, widths[at] ?? 0))).join('  '),
  );
  const basis = 'Without traffic; the times are of AWS, at least, from a rehearsal.';
  return [...lines.slice(0, 1), ...lines.slice(1).map(bold), ...wrapped(basis, columns, 0)];
}

const costOf = ({ perMonth, isLeast }: Side): string => `${isLeast ? 'at least ' : ''}${month(perMonth)}`;

function differences([a, b]: readonly [Side, Side]): string[] {
  const signed = (value: number, text: (amount: number) => string) =>
    `${value < 0 ? '-' : '+'}${text(Math.abs(value))}`;
  return [
    signed(round(b.perMonth - a.perMonth), month),
    signed(b.seconds.up - a.seconds.up, elapsed),
    signed(b.seconds.down - a.seconds.down, elapsed),
  ];
}

/** `2 × NAT gateway` */
const counted = ({ noun, counts: [x, y] }: Part): string => `${x + y} × ${displayName(noun)}`;
const inBoth = ({ noun, counts: [x, y] }: Part): string =>
  x === y ? `${displayName(noun)} ${x}` : `${displayName(noun)} ${x}/${y}`;

/** The same as data. @param time ISO 8601 */
export const comparisonJson = ({ sides, parts, choices }: Comparison, time: string): string =>
  jsonLine({
    ...{ type: 'lesson', of: 'comparison', time, currency: 'USD' },
    sides: sides.map(({ name, perMonth, isLeast, seconds }) => ({ name, perMonth: round(perMonth), isLeast, seconds })),
    ...{ parts, choices },
  });
