import { counted } from '../display-names.js';
import type { Accrued } from '../prices/accrued.js';
import type { Alternative } from '../prices/alternatives.js';
import type { CostLine, Estimate, UsageLine } from '../prices/estimate.js';
import { hour, month, rough, round, unitPrice } from './money.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { elapsed, fit, padEnd, padStart, widest } from './text.js';
import { jsonLine } from './printable.js';

/** What a stack costs, and cheaper alternatives. */
export interface Cost {
  readonly region: string;
  readonly estimate: Estimate;
  /** What it costs as it is recorded; absent where nothing is. */
  readonly before?: Estimate | undefined;
  readonly alternatives: readonly Alternative[];
  /** Present if today's prices were requested; `failure` says why that failed. */
  readonly live?: { readonly failure?: string };
}

export interface CostLook {
  /** The width of tables, whose rows are cut; `Infinity` to cut none. */
  readonly columns: number;
  /** The width at which sentences are broken. */
  readonly width: number;
  readonly colors: Pick<Colors, 'bold' | 'dim' | 'yellow'>;
}

/**
 * The costs as `plan` shows them: a table of what is billed by the hour with its total, what is billed by usage, cheaper
 * alternatives with their drawbacks, and what the estimate is based on.
 */
export function costLines(cost: Cost, look: CostLook): string[] {
  const { region, estimate, alternatives } = cost;
  const { bold } = look.colors;
  if (estimate.lines.length === 0 && estimate.usage.length === 0) {
    const what =
      estimate.unknown.length > 0 ? `No prices are known for ${region}.` : 'Nothing in this stack is billed.';
    return [bold(`Cost in ${region}`), ...wrapped(`  ${what}`, look.width)];
  }
  return [
    bold(`Cost in ${region}, estimated`),
    ...table(estimate, look),
    ...unknownLines(cost, look),
    ...beforeLines(cost, look),
    ...(estimate.usage.length > 0
      ? ['', 'Billed by usage, and not in this total:', ...usageTable(estimate.usage, look)]
      : []),
    ...(alternatives.length > 0
      ? ['', 'Cheaper alternatives:', ...alternatives.flatMap((it) => alternativeLines(it, look))]
      : []),
    ...[
      '',
      ...basis(cost)
        .flatMap((line) => wrapped(line, look.width, 0))
        .map(look.colors.dim),
    ],
  ];
}

function table({ lines, perHour, perMonth, unknown }: Estimate, { columns, colors }: CostLook): string[] {
  const isLeast = unknown.some(({ isFixed }) => isFixed);
  const rows = [
    ...lines.map((line) => [line.item, quantityOf(line), hour(line.perHour), month(line.perMonth)]),
    [isLeast ? 'at least' : 'total', '', hour(perHour), month(perMonth)],
  ];
  const widths = [0, 1, 2, 3].map((column) => widest(rows.map((row) => row[column] ?? '')));
  const [item = 0, quantity = 0, anHour = 0, aMonth = 0] = widths;
  const shown = rows.map(
    ([first = '', second = '', third = '', fourth = '']) =>
      `  ${padEnd(first, item)}  ${padEnd(second, quantity)}  ${padStart(third, Math.max(anHour, 'an hour'.length))}  ${padStart(fourth, Math.max(aMonth, 'a month'.length))}`,
  );
  const head = `  ${padEnd('', item)}  ${padEnd('', quantity)}  ${padStart('an hour', anHour)}  ${padStart('a month', aMonth)}`;
  return [colors.dim(head), ...shown.slice(0, -1), colors.bold(shown.at(-1) ?? '')].map((line) => fit(line, columns));
}

/** `6 endpoints and zones`, `0.5 vCPU (up to 2.5)`, `1 instance (0 without tasks)` */
export function quantityOf({ quantity, unit, least, most }: CostLine): string {
  const those =
    Number.isInteger(quantity) && !measures.includes(unit) ? pluralOf(quantity, unit) : `${number(quantity)} ${unit}`;
  const others = [
    ...(least === undefined ? [] : [`${number(least)} without tasks`]),
    ...(most === undefined ? [] : [`up to ${number(most)}`]),
  ];
  return others.length === 0 ? those : `${those} (${others.join(', ')})`;
}
const measures = ['vCPU', 'GB'];
const pluralOf = (quantity: number, unit: string) =>
  unit === 'endpoint and zone' ? `${quantity} (endpoints × zones)` : counted(quantity, unit);

/** Where a plan changes what the stack costs. */
function beforeLines({ before, estimate }: Cost, { width }: CostLook): string[] {
  if (before === undefined || round(before.perHour) === round(estimate.perHour)) return [];
  return wrapped(`  As it is now, it costs ${hour(before.perHour)} an hour, ${month(before.perMonth)} a month.`, width);
}

const unknownLines = ({ estimate: { unknown }, region }: Cost, { width, colors }: CostLook): string[] =>
  unknown.flatMap(({ item, lacks, why, isFixed }) => {
    const text = lacks === 'price' ? `${why} for ${item} in ${region}` : `${item}: ${why}`;
    return wrapped(`  ${isFixed ? 'Not in the total' : 'Billed by usage'}: ${text}.`, width).map(colors.yellow);
  });

function usageTable(usage: readonly UsageLine[], { columns }: CostLook): string[] {
  const rows = usage.map(
    ({ item, usd, unit, example }) =>
      [item, `${unitPrice(usd)} per ${unit}`, `${number(example.quantity)} would be ${month(example.usd)}`] as const,
  );
  const widths = [0, 1].map((column) => widest(rows.map((row) => row[column] ?? '')));
  return rows.map(([item, price, example]) =>
    fit(`  ${padEnd(item, widths[0] ?? 0)}  ${padEnd(price, widths[1] ?? 0)}  ${example}`, columns),
  );
}

const alternativeLines = (
  { title, change, givesUp, perHour, perMonth }: Alternative,
  { width, colors }: CostLook,
): string[] => [
  ...wrapped(`  ${title}: ${hour(perHour)} an hour less, ${month(perMonth)} a month (${change})`, width),
  ...wrapped(`    drawback: ${givesUp}`, width).map(colors.dim),
];

export function basis({ estimate: { seen }, live }: Cost): string[] {
  const source = live && live.failure === undefined ? 'prices of the AWS Price List API' : 'prices of a built-in table';
  const when = seen
    ? `, seen ${seen.oldest === seen.newest ? seen.oldest : `between ${seen.oldest} and ${seen.newest}`}`
    : '';
  const failed = live?.failure === undefined ? [] : [`The AWS Price List API gave no prices (${live.failure}).`];
  return [
    ...failed,
    `An estimate: on demand, ${source}${when}; without traffic, tax and free tier; a month has 730 hours.`,
  ];
}

/** Who bills the stack: AWS, nobody (`sandbox`), or an endpoint of which that is not known (`elsewhere`). */
export type Billing = 'aws' | 'sandbox' | 'elsewhere';

/** What the stack has cost so far, in one sentence for `status`. */
export function accruedLine({ hours, usd }: Accrued, { lines, perHour, unknown }: Estimate, billing: Billing): string {
  const isLeast = unknown.some(({ isFixed }) => isFixed);
  if (lines.length === 0)
    return isLeast ? 'The price of this stack is not known.' : 'This stack costs nothing while it is not used.';
  // `rough` says of what is below a cent that it is less.
  const isBelowCent = usd > 0 && usd < 0.01;
  const about = isLeast ? 'at least ' : usd > 0 ? 'about ' : '';
  const roughly = isBelowCent ? '' : about;
  const hourly = lines.some(({ billedBy }) => billedBy === 'hour')
    ? ', each hour begun in full where AWS bills so'
    : '';
  const amount = `${roughly}${rough(usd)} since the first up, ${elapsed(hours * 3600)} ago${hourly}`;
  const now = `${rough(perHour)} an hour as it is now, without traffic`;
  if (billing === 'aws') return `This stack has cost ${amount}; ${now}.`;
  return `${billing === 'sandbox' ? 'The sandbox costs nothing. ' : ''}AWS would have billed ${amount}; ${now}.`;
}

/**
 * The costs for `--json`: an event that comes before the result.
 * @param more.time ISO 8601
 */
export const costJson = (
  { region, estimate, before, alternatives, live }: Cost,
  { time, accrued, billing }: { time: string; accrued?: Accrued; billing?: Billing },
): string =>
  jsonLine({
    ...{ type: 'cost', time, region, currency: 'USD', isEstimate: true },
    ...(before && { before: rounded(before) }),
    ...{ ...rounded(estimate), prices: live && live.failure === undefined ? 'live' : 'table' },
    ...(live?.failure !== undefined && { failure: live.failure }),
    ...(estimate.seen && { seen: estimate.seen }),
    ...(accrued && { accrued: { since: accrued.since, hours: round(accrued.hours), usd: round(accrued.usd) } }),
    ...(billing && { billedBy: billing }),
    lines: estimate.lines.map((it) => ({ ...it, ...rounded(it) })),
    usage: estimate.usage,
    unknown: estimate.unknown,
    alternatives: alternatives.map((it) => ({ ...it, ...rounded(it) })),
  });

const rounded = ({ perHour, perMonth }: { perHour: number; perMonth: number }) => ({
  perHour: round(perHour),
  perMonth: round(perMonth),
});
const number = (quantity: number): string => String(Math.round(quantity * 1000) / 1000);
