import {
  afterText,
  causeNames,
  longestOf,
  mostOf,
  timeByCause,
  tookText,
  type Cause,
  type Part,
  type Timeline,
  type TimelineStep,
} from '../timeline/timeline.js';
import { printableLine } from './printable.js';
import { wrapped } from './prose.js';
import type { Colors, Glyphs } from './terminal.js';
import { duration, fit, listed, padEnd, padStart, widest } from './text.js';

export interface TimelineLook {
  readonly columns: number;
  readonly colors: Colors;
  readonly glyphs: Glyphs;
  /** All steps, however many there are. */
  readonly isWhole: boolean;
}

/** More steps than these are not shown unless all are asked for. */
const most = 40;
/** From here on there is room to say of each step what it waited for. */
const wide = 110;

/** A timeline as lines: the length of the run, a bar for each step, and the critical path. */
export function timelineLines(timeline: Timeline, look: TimelineLook): string[] {
  const { command, stack, began, steps, skipped, isAwsTime } = timeline;
  const { bold } = look.colors;
  const when = began.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
  return [
    ...wrapped(`${command} ${printableLine(stack)}, ${when}`, look.columns).map(bold),
    ...wrapped(summaryOf(timeline), look.columns, 0),
    ...(steps.length > 0 ? ['', ...chart(timeline, look)] : []),
    ...(skipped.length > 0
      ? wrapped(
          `Skipped, because a step that they need failed: ${listed(skipped.map(printableLine))}.`,
          look.columns,
          0,
        )
      : []),
    ...(steps.length > 0 ? ['', ...pathLines(timeline, look)] : []),
    ...(isAwsTime ? wrapped(onSandbox, look.columns, 0).map(look.colors.dim) : []),
  ];
}

const onSandbox =
  "On the sandbox, what the program does while something waits for AWS looks as many times longer as AWS's time is faster.";

/** `This run took 3m 26s of AWS's time, 3.8s here; 2m 52s of it were load-balancer.` The end of the run says the same. */
export function summaryOf(timeline: Timeline): string {
  const { ending, steps } = timeline;
  const longest = longestOf(timeline);
  const end = {
    done: '',
    failed: ' It failed.',
    interrupted: ' It was interrupted.',
    'timed-out': ' Its time limit passed.',
    'broken-off': ' Its record breaks off there: it was stopped, or it is still under way.',
    'under-way': ' It is under way.',
  }[ending];
  const took = `This run took ${tookText(timeline, textOfMs)}`;
  if (steps.length === 0) return `${took}, and worked on no step.${end}`;
  return longest && longest.ms > 0
    ? `${took}; ${textOfMs(longest.ms)} of it were ${printableLine(longest.step)}.${end}`
    : `${took}.${end}`;
}

const textOfMs = (ms: number): string => duration(ms / 1000);

const marksOf = ({ bar, rest }: Glyphs): Readonly<Record<Cause, string>> => ({
  ...{ wait: bar, call: rest, turn: '~', queue: ':', retry: '!', own: '.' },
});

function chart(timeline: Timeline, look: TimelineLook): string[] {
  const { columns, colors } = look;
  const shown = look.isWhole ? timeline.steps : chosen(timeline.steps);
  const left = timeline.steps.length - shown.length;
  const isWide = columns >= wide;
  const name = Math.min(isWide ? 26 : Math.max(8, Math.floor(columns / 3)), widest(shown.map(({ step }) => step)));
  const time = widest(['', ...shown.map(secondsText)]);
  const said = isWide ? Math.floor((columns - name) / 2) : 0;
  const room = Math.max(10, columns - 1 - 4 - name - 2 - time - (isWide ? said + 2 : 0));
  const end = duration(timeline.ms / 1000);
  const seen = new Set<string>();
  const lines = shown.map((it) => {
    const label = `${it.isCritical ? '*' : ' '} ${padEnd(fit(printableLine(it.step), name, look.glyphs.ellipsis), name)}`;
    const bar = padEnd(barOf(it, timeline.ms, room, marksOf(look.glyphs)), room);
    for (const mark of bar) seen.add(mark);
    const seconds = padStart(secondsText(it), time);
    const text = isWide ? `  ${fit(waitedFor(it), said, look.glyphs.ellipsis)}` : '';
    const line = `${label}  ${bar}  ${seconds}${text}`.trimEnd();
    return it.isFailed ? colors.red(line) : it.isCritical ? colors.bold(line) : line;
  });
  const causes = Object.entries(marksOf(look.glyphs)).filter(([, mark]) => seen.has(mark));
  const legend = causes.map(([cause, mark]) => `${mark} ${causeNames[cause as Cause]}`);
  return [
    colors.dim(`${' '.repeat(name + 4)}0${padStart(end, room - 1)}`),
    ...lines,
    ...(left > 0 ? [`  and ${left} more that took less: --all shows them`] : []),
    ...wrapped(['* on the critical path', ...legend].join('; '), columns, 2).map(colors.dim),
  ];
}

/** Those of the critical path, and of the others those that took longest; in their order. */
function chosen(steps: readonly TimelineStep[]): readonly TimelineStep[] {
  const byLength = steps.toSorted(
    (a, b) => Number(b.isCritical) - Number(a.isCritical) || b.toMs - b.fromMs - (a.toMs - a.fromMs),
  );
  const kept = new Set(byLength.slice(0, most));
  return steps.filter((it) => kept.has(it));
}

const secondsText = ({ fromMs, toMs, isFailed, outcome }: TimelineStep): string =>
  `${duration((toMs - fromMs) / 1000)}${isFailed ? ` ${outcome}` : ''}`;

/** Each column shows what most of its time went into. What took less than a column has one all the same. */
function barOf({ fromMs, toMs, parts }: TimelineStep, ms: number, room: number, marks: ReturnType<typeof marksOf>) {
  const scale = room / Math.max(1, ms);
  const from = Math.min(room - 1, Math.floor(fromMs * scale));
  const to = Math.max(from + 1, Math.min(room, Math.round(toMs * scale)));
  const cells = Array.from({ length: to - from }, (_, at) => {
    const [begin, end] = [(from + at) / scale, (from + at + 1) / scale];
    const [cause = 'own'] = timeByCause([{ parts: parts.map((it) => clipped(it, begin, end)) }])[0] ?? [];
    return marks[cause];
  });
  return ' '.repeat(from) + cells.join('');
}

const clipped = (part: Part, from: number, to: number): Part => ({
  ...part,
  fromMs: Math.max(part.fromMs, from),
  toMs: Math.max(Math.min(part.toMs, to), Math.max(part.fromMs, from)),
});

/** `after vpc: VPC link is provisioning ENIs 1m 58s, AWS answers 0.3s` */
const waitedFor = ({ after, parts }: Pick<TimelineStep, 'after' | 'parts'>): string =>
  printableLine([...(after ? [afterText(after)] : []), spentOn(parts)].filter((it) => it !== '').join(': '));

const spentOn = (parts: readonly Part[]): string =>
  mostOf(parts)
    .map(([what, ms]) => `${what} ${duration(ms / 1000)}`)
    .join(', ');

/** The steps of the critical path, and in one line what lies between them. */
function pathLines({ path, steps, ms }: Timeline, { columns, colors }: TimelineLook): string[] {
  const between = path.filter(({ step }) => step === undefined);
  const inBetween = between.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const rows = path.flatMap(({ step, fromMs, toMs, parts }): [time: string, text: string][] => {
    if (step === undefined) return [];
    const it = steps.find((one) => one.step === step && one.fromMs === fromMs && one.isCritical);
    const said = waitedFor({ parts, ...(it?.after && { after: it.after }) });
    const joint = it?.after ? ', ' : said && ': ';
    return [[duration((toMs - fromMs) / 1000), `${printableLine(step)}${joint}${said}`]];
  });
  const gaps = spentOn(between.flatMap(({ parts }) => parts));
  const last: [string, string] = [duration(inBetween / 1000), `outside of steps${gaps && `: ${printableLine(gaps)}`}`];
  const width = widest([...rows, last].map(([time]) => time)) + 2;
  return [
    colors.bold(`The critical path: ${duration(ms / 1000)}`),
    ...[...rows, last].flatMap(([time, text]) => {
      const [first = '', ...more] = wrapped(text, columns - width - 2, 2);
      return [`${padStart(time, width)}  ${first}`, ...more.map((line) => ' '.repeat(width + 2) + line)];
    }),
  ];
}
