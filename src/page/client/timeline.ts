import { causeColours } from '../../timeline/svg.js';
import {
  afterText,
  causeNames,
  longestOf,
  mostOf,
  timeByCause,
  tookText,
  type Part,
  type PathSegment,
  type Timeline,
  type TimelineStep,
} from '../../timeline/timeline.js';
import type { ShownRun } from '../data.js';
import { element, renew, section, tableOf } from './dom.js';

/** The last run of a world, or the one under way. */
export class RunView {
  readonly root = element('div');

  /** Where it was shown before, only what differs is made anew, so that who reads it stays where they are. */
  show(run: ShownRun | undefined): void {
    const made = element('div', {}, run && timelineView(run, run.timeline.stack));
    renew(this.root, made);
  }
}

/**
 * What ran when in a run, what each step waited for, and the critical path.
 * @param stack its name, where the page is about several
 */
export function timelineView({ timeline, end }: ShownRun, stack?: string): HTMLElement {
  const { command, began, steps, path } = timeline;
  const hasEnded = timeline.ending !== 'under-way';
  const took = `It began at ${new Date(began).toLocaleString()} and ${hasEnded ? 'took' : 'has taken'} ${tookText(timeline, seconds)}.`;
  const longest = longestOf(timeline);
  const most = longest && longest.ms > 0 ? ` ${seconds(longest.ms)} of it were ${longest.step}.` : '';
  return section(
    'timeline',
    `${hasEnded ? 'The last run' : 'The run under way'}: ${[command, stack].filter((it) => it !== undefined).join(' ')}`,
    element('p', {}, `${took}${most} ${end}`),
    legend(steps),
    tableOf(
      'Timeline',
      ['Step', 'From, s', 'To, s', 'Ended', 'When', 'Waited for'],
      steps.map((it) => rowOf(it, timeline)),
    ),
    element('h3', {}, 'The critical path'),
    element(
      'p',
      { class: 'hint' },
      'Each of these began when the one before it was there. Together they took as long as the run.',
    ),
    element('ol', {}, ...path.filter(isWorthALine).map((it) => element('li', {}, pathText(it)))),
  );
}

const legend = (steps: readonly TimelineStep[]): HTMLElement =>
  element(
    'ul',
    { class: 'legend' },
    ...timeByCause(steps).map(([cause]) => {
      const sample = element('span', { class: 'sample', 'aria-hidden': 'true' });
      sample.style.background = causeColours[cause];
      return element('li', {}, sample, ` ${causeNames[cause]}`);
    }),
    element('li', {}, element('span', { 'aria-hidden': 'true' }, '★'), ' on the critical path'),
  );

function rowOf(it: TimelineStep, { ms }: Timeline): readonly (Node | string)[] {
  const { step, fromMs, toMs, outcome, parts, isCritical, after } = it;
  const name = element('span', {}, isCritical ? `★ ${step}` : step);
  const waited = [...(after ? [afterText(after)] : []), spentOn(parts)].filter((said) => said !== '').join(': ');
  return [name, (fromMs / 1000).toFixed(1), (toMs / 1000).toFixed(1), outcome, trackOf(it, ms), waited];
}

function trackOf({ fromMs, toMs, parts, isFailed }: TimelineStep, ms: number): HTMLElement {
  const share = (length: number): string => `${(length / Math.max(1, ms)) * 100}%`;
  const track = element('div', { class: isFailed ? 'track bad' : 'track', 'aria-hidden': 'true' });
  const bar = element('div', { class: 'bar' });
  bar.style.marginLeft = share(fromMs);
  bar.style.width = `max(2px, ${share(toMs - fromMs)})`;
  for (const part of parts) {
    const piece = element('div');
    piece.style.flexGrow = String(part.toMs - part.fromMs);
    piece.style.background = causeColours[part.cause];
    bar.append(piece);
  }
  track.append(bar);
  return track;
}

const isWorthALine = ({ step, fromMs, toMs }: PathSegment): boolean => step !== undefined || toMs - fromMs >= 100;

function pathText({ step, fromMs, toMs, parts }: PathSegment): string {
  const said = spentOn(parts);
  return `${step ?? 'Outside of steps'}, ${seconds(toMs - fromMs)}${said && `: ${said}`}`;
}

const spentOn = (parts: readonly Part[]): string =>
  mostOf(parts)
    .map(([what, ms]) => `${what} ${seconds(ms)}`)
    .join(', ');

const seconds = (ms: number): string => `${ms < 9950 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`;
