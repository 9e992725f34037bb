import { counted } from '../display-names.js';
import type { SlowStep, StackOverview } from '../explain/overview.js';
import type { Estimate } from '../prices/estimate.js';
import { month, rough, whole } from './money.js';
import { pictureLines } from './picture.js';
import type { PictureLook } from './picture-ways.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import { requestText, shortStoryLines } from './request-story.js';
import { elapsed, listed } from './text.js';

export interface OverviewLook extends PictureLook {
  /** Options that name this stack, for the commands that come next: `--blueprint cloud-map-public`. */
  readonly options: string;
}

/** A stack on one screen: picture, the story of a request, what is slow, what costs, and what to ask next. */
export function overviewLines(overview: StackOverview, look: OverviewLook): string[] {
  const { stack, region, picture, request, seconds, slow, cost, counts } = printable(overview);
  const { columns, colors } = look;
  const head = (text: string) => wrapped(text, columns).map(colors.bold);
  const made = `${stack} in ${region}: ${counted(counts.steps, 'step')}, ${counted(counts.calls, 'mutating call')}`;
  return [
    ...head(made),
    ...pictureLines(picture, look),
    ...(request
      ? [...head(`What happens to ${requestText(request)}`), ...shortStoryLines(request, look)]
      : head('Nothing takes requests from the internet.')),
    ...head(`What is slow: up takes about ${elapsed(seconds.up)} on AWS, down ${elapsed(seconds.down)}`),
    ...slowLines(slow.up, 'up', columns),
    ...slowLines(slow.down, 'down', columns),
    ...head(costHead(cost)),
    ...costLines(cost, columns),
    ...head('Ask next'),
    ...nextLines(look, request !== undefined),
  ];
}

const slowLines = (steps: readonly SlowStep[], command: string, columns: number): string[] =>
  steps.length === 0
    ? []
    : wrapped(`  ${command}: ${steps.map(({ step, seconds }) => `${step} ${elapsed(seconds)}`).join(', ')}`, columns);

function costHead({ lines, perHour, perMonth, unknown }: Estimate): string {
  const isLeast = unknown.some(({ isFixed }) => isFixed);
  if (lines.length === 0)
    return isLeast ? 'What costs: no price is known here' : 'What costs: nothing while it is not used';
  return `What costs: ${isLeast ? 'at least' : 'about'} ${rough(perHour)} an hour, ${whole(perMonth)} a month, without traffic`;
}

/** So many are named; the others are one sum. */
const named = 5;

function costLines({ lines, usage }: Estimate, columns: number): string[] {
  const dearest = lines.toSorted((a, b) => b.perMonth - a.perMonth);
  const others = dearest.slice(named).reduce((sum, { perMonth }) => sum + perMonth, 0);
  const fixed = [
    ...dearest.slice(0, named).map(({ item, perMonth }) => `${item} ${month(perMonth)}`),
    ...(others > 0 ? [`others ${month(others)}`] : []),
  ];
  const used =
    usage.length > 0
      ? [
          `by usage: ${listed(
            usage.map(({ item }) => item),
            3,
          )}`,
        ]
      : [];
  return [...(fixed.length > 0 ? [`a month: ${fixed.join(', ')}`] : []), ...used].flatMap((text) =>
    wrapped(`  ${text}`, columns),
  );
}

function nextLines({ options, columns }: OverviewLook, hasRequest: boolean): string[] {
  const lines = [
    ...(hasRequest
      ? [[`provision explain --request ${options}`, 'each hop, and what if it were missing'] as const]
      : []),
    [`provision explain --all ${options}`, 'every call in order'],
    ['provision explain WORD', 'a noun, a step, or any words: vpc-link, costs, circuit breaker'],
  ] as const;
  return lines.flatMap(([command, what]) => wrapped(`  ${command.trimEnd()}  # ${what}`, columns, 4));
}
