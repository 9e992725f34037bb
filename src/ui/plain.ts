import type { CallEvent, Event, RetryEvent, StepEvent, WaitEvent } from '../events.js';
import { counted, idText, nounOf } from '../nouns.js';
import { unreachable } from '../unreachable.js';
import type { Display } from './display.js';
import { wordsFor } from './failure.js';
import { heldText } from './holders.js';
import { writerTo } from './output.js';
import { Progress } from './progress.js';
import type { Run } from './run.js';
import { summary } from './summary.js';
import type { Colors, Out } from './terminal.js';
import { duration, elapsed, oneLine } from './text.js';

export interface PlainOptions {
  readonly stdout: Out;
  readonly colors: Colors;
  /** Every call too, and steps that are only looked at. */
  readonly verbose: boolean;
  readonly run?: Run;
}

/** Lines for logs and pipes, in UTC: `12:03:04Z vpc-link: created in 2m 06s`; repeated waits are thinned out. */
export function plainDisplay({ stdout, colors, verbose, run }: PlainOptions): Display {
  const write = writerTo(stdout);
  const progress = new Progress();
  const waits = new Waits();
  let begun = false;
  let closed = false;
  const say = (time: string, text: string | undefined) => {
    if (text) write(`${time.slice(11, 19)}Z ${text}\n`);
  };
  const close = () => {
    if (!closed) write(summary(progress, { colors }, run).map((line) => `${line}\n`).join(''));
    closed = true;
  };
  return {
    event(event) {
      progress.apply(event);
      if (!begun && !(event.type === 'step' && event.state === 'planned')) {
        begun = true;
        say(event.time, opening(progress, run));
      }
      say(event.time, lineFor(event, { verbose, colors, waits, run }));
      if (event.type === 'result') close();
    },
    say: (text) => write(`${text}\n`),
    close,
  };
}

function opening({ steps }: Progress, run?: Run): string | undefined {
  if (!run || steps.size === 0) return undefined;
  const what = [run.command, run.stack, run.place && `in ${run.place}`].filter(Boolean).join(' ');
  return `${what}: ${counted(steps.size, 'step')}`;
}

interface Context {
  readonly verbose: boolean;
  readonly colors: Colors;
  readonly waits: Waits;
  readonly run?: Run | undefined;
}

function lineFor(event: Event, { verbose, colors, waits, run }: Context): string | undefined {
  switch (event.type) {
    case 'step': return stepLine(event, verbose, colors);
    case 'call': return verbose ? colors.dim(callLine(event)) : undefined;
    case 'wait': return waits.isNews(event) ? waitLine(event) : undefined;
    case 'retry': return waits.isNews({ ...event, why: event.error + heldText(event.heldBy) }) ? colors.yellow(retryLine(event)) : undefined;
    // In full at the end, where it is looked for.
    case 'error': return colors.red(`error: ${wordsFor(event.failure, run).title}`);
    case 'result': return undefined;
    default: return unreachable(event);
  }
}

const waitLine = ({ step, why, seconds, lasting }: WaitEvent): string =>
  `${step}: ${oneLine(why)}${lasting ? '' : ` (${elapsed(seconds)})`}`;

const retryLine = ({ step, error, message, attempt, delayMs, heldBy }: RetryEvent): string =>
  `${step}: ${error} "${oneLine(message)}", ${[heldText(heldBy), `attempt ${attempt}`].filter(Boolean).join(', ')} in ${duration(delayMs / 1000)}`;

function stepLine(event: StepEvent, verbose: boolean, { green, red, yellow }: Colors): string | undefined {
  const { step, resource, state, action = 'look', outcome = 'done', seconds } = event;
  const id = idText(event.id);
  const took = seconds === undefined ? '' : ` in ${duration(seconds)}`;
  switch (state) {
    case 'planned': return undefined;
    case 'started':
      return action === 'look' && !verbose ? undefined : `${step}: ${verbs[action]} the ${nounOf(resource)}`;
    case 'created': return `${step}: is ${id ? oneLine(id) : 'there'}`;
    case 'done': return outcome === 'unchanged' ? `${step}: unchanged` : green(`${step}: ${outcome}${took}`);
    case 'failed': return red(`${step}: failed${took.replace(' in ', ' after ')}`);
    case 'skipped':
      return yellow(`${step}: skipped, because it needs ${(event.after ?? []).join(', ') || 'what failed'}`);
    default: return unreachable(state);
  }
}

const verbs = {
  create: 'creating', update: 'updating', replace: 'replacing', delete: 'deleting', look: 'looking at',
} as const;

/** `vpc: ec2 CreateVpc, 120 ms` */
export function callLine({ step, service, operation, durationMs, outcome }: CallEvent): string {
  const how = outcome.ok ? '' : `, ${outcome.error} "${oneLine(outcome.message)}"`;
  return `${step ? `${step}: ` : ''}${service} ${operation}, ${Math.round(durationMs)} ms${how}`;
}

/** Lets a wait through when it says something else than before, or after 30 s of the run's time. */
class Waits {
  readonly #last = new Map<string, { readonly why: string; readonly at: number }>();

  isNews({ step, why, time }: Pick<WaitEvent, 'step' | 'why' | 'time'>): boolean {
    const at = Date.parse(time);
    const last = this.#last.get(step);
    if (last?.why === why && at - last.at < 30_000) return false;
    this.#last.set(step, { why, at });
    return true;
  }
}
