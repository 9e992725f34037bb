import {
  afterText,
  causeNames,
  timeByCause,
  tookText,
  type Cause,
  type Timeline,
  type TimelineStep,
} from './timeline.js';

/** How a cause looks, in all pictures: dark enough for print, and told apart by brightness too. */
export const causeColours: Readonly<Record<Cause, string>> = {
  wait: '#3d7ab8',
  call: '#1f3f63',
  turn: '#d98b1f',
  queue: '#8a6fc4',
  retry: '#c0392b',
  own: '#b9c2cc',
};

const [row, left, chart, right, top] = [18, 270, 700, 150, 64] as const;
const width = left + chart + right;
const text = { strong: '#1f2933', faint: '#5b6773', line: '#d5dbe1' } as const;

/** A timeline as a picture: a bar for each step, its colours what the time went into; the critical path is framed and joined. */
export function timelineSvg(timeline: Timeline): string {
  const { command, stack, began, ms, steps } = timeline;
  const x = (at: number): number => left + (at / Math.max(1, ms)) * chart;
  const y = (place: number): number => top + place * row;
  const foot = y(steps.length) + 14;
  const title = `${command} ${stack}, ${began.slice(0, 19).replace('T', ' ')} UTC: ${tookText(timeline, seconds)}`;
  const causes = timeByCause(steps).map(([cause]) => cause);
  const critical = steps.flatMap((it, place) => (it.isCritical ? [{ it, place }] : []));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${foot + 46}" width="${width}" height="${foot + 46}" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${foot + 46}" fill="#ffffff"/>`,
    label(16, 24, title, { size: 14, weight: 'bold' }),
    ...ticks(ms).flatMap((at) => [
      `<line x1="${px(x(at))}" y1="${top - 6}" x2="${px(x(at))}" y2="${foot - 8}" stroke="${text.line}"/>`,
      label(x(at), top - 12, seconds(at), { anchor: 'middle', colour: text.faint }),
    ]),
    ...critical.slice(1).flatMap(({ it, place }, before) => {
      const from = critical[before];
      return from ? [join(x(it.fromMs), y(from.place) + row - 4, y(place) + 3)] : [];
    }),
    ...steps.flatMap((it, place) => rowOf(it, { x, y: y(place) })),
    ...causes.flatMap((cause, place) => [
      `<rect x="${16 + place * 176}" y="${foot}" width="10" height="10" fill="${causeColours[cause]}"/>`,
      label(32 + place * 176, foot + 9, causeNames[cause], {}),
    ]),
    label(
      16,
      foot + 28,
      'Framed and bold: the critical path. Each of its steps began when the one before it was there.',
      {
        colour: text.faint,
      },
    ),
    '</svg>',
  ].join('\n');
}

interface Place {
  readonly x: (ms: number) => number;
  readonly y: number;
}

function rowOf(it: TimelineStep, { x, y }: Place): string[] {
  const { step, fromMs, toMs, parts, isCritical, isFailed, outcome, after } = it;
  const took = `${seconds(toMs - fromMs)}${isFailed ? ` ${outcome}` : ''}`;
  const from = x(fromMs);
  const long = Math.max(2, x(toMs) - from);
  const frame = isFailed ? causeColours.retry : isCritical ? text.strong : undefined;
  const waited = after ? `, ${afterText(after)}` : '';
  const spent = timeByCause([it]).map(([cause, ms]) => `${causeNames[cause]} ${seconds(ms)}`);
  return [
    '<g>',
    `<title>${escaped([`${step}: ${took}${waited}`, ...spent].join('\n'))}</title>`,
    label(left - 8, y + 12, shortened(step), {
      anchor: 'end',
      ...(isCritical && { weight: 'bold' }),
      ...(isFailed && { colour: causeColours.retry }),
    }),
    `<rect x="${px(from)}" y="${y + 3}" width="${px(long)}" height="${row - 6}" fill="${causeColours[parts[0]?.cause ?? 'own']}"/>`,
    ...parts.map(
      (part) =>
        `<rect x="${px(x(part.fromMs))}" y="${y + 3}" width="${px(x(part.toMs) - x(part.fromMs))}" height="${row - 6}" fill="${causeColours[part.cause]}"/>`,
    ),
    ...(frame === undefined
      ? []
      : [
          `<rect x="${px(from)}" y="${y + 3}" width="${px(long)}" height="${row - 6}" fill="none" stroke="${frame}" stroke-width="1.5"/>`,
        ]),
    label(from + long + 5, y + 12, took, { colour: isFailed ? causeColours.retry : text.faint }),
    '</g>',
  ];
}

const join = (x: number, from: number, to: number): string =>
  `<line x1="${px(x)}" y1="${from}" x2="${px(x)}" y2="${to}" stroke="${text.strong}"/>`;

interface LabelLook {
  readonly size?: number;
  readonly weight?: string;
  readonly anchor?: string;
  readonly colour?: string;
}

const label = (x: number, y: number, said: string, { size, weight, anchor, colour = text.strong }: LabelLook): string =>
  `<text x="${px(x)}" y="${y}" fill="${colour}"${size ? ` font-size="${size}"` : ''}${weight ? ` font-weight="${weight}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}>${escaped(said)}</text>`;

/** About six moments at round numbers of seconds, from 0 on. */
export function ticks(ms: number): number[] {
  const rough = Math.max(1, ms) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((it) => it * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(ms / step) + 1 }, (_, at) => at * step);
}

const seconds = (ms: number): string => `${ms < 9950 ? Number((ms / 1000).toFixed(2)) : Math.round(ms / 1000)} s`;
const px = (value: number): number => Math.round(value * 10) / 10;
const shortened = (name: string): string => (name.length > 38 ? `${name.slice(0, 18)}…${name.slice(-19)}` : name);
/** Names are of a config, and a record may have been written by anybody. */
const escaped = (said: string): string =>
  said.replace(/[&<>"']/g, (it) => `&#${it.codePointAt(0)};`).replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ');
