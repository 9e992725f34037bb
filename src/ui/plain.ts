import type { CallEvent, Event, RetryEvent, StepEvent, WaitEvent } from '../events.js';
import { counted, idText, displayName } from '../display-names.js';
import { unreachable } from '../unreachable.js';
import type { Display } from './display.js';
import { wordsFor } from './failure.js';
import { heldText } from './holders.js';
import { writerTo } from './output.js';
import { proseText, proseWidth } from './prose.js';
import { Progress } from './progress.js';
import type { Run } from './run.js';
import { summary } from './summary.js';
import type { Colors, Out } from './terminal.js';
import { duration, elapsed, oneLine } from './text.js';

export interface PlainOptions {
  readonly stdout: Out;
  readonly colors: Colors;
  /** Whether calls, and steps that only read, have lines too. */
  readonly verbose: boolean;
  readonly run?: Run;
}

/**
 * Lines for logs and pipes, with the time in UTC: `12:03:04Z vpc-link: created in 2m 06s`. A wait that repeats itself has a
 * line every 30 s.
 */
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
    if (!closed)
      write(
        summary(progress, { colors, width: proseWidth(stdout) }, run)
          .map((line) => `${line}\n`)
          .join(''),
      );
    closed = true;
  };
  return {
    event(event) {
      progress.apply(event);
      if (!begun && !isBefore(event)) {
        begun = true;
        say(event.time, opening(progress, run));
      }
      say(event.time, lineFor(event, { verbose, colors, waits, run }));
      if (event.type === 'result') close();
    },
    say: (text) => write(proseText(text, stdout)),
    close,
  };
}

/** What comes before a run begins: its plan, and that its state is read and locked. */
const isBefore = (event: Event): boolean =>
  event.type === 'step' ? event.state === 'planned' : event.type === 'call' && event.about === 'state';

function opening({ steps }: Progress, run?: Run): string | undefined {
  if (!run || steps.size === 0) return undefined;
  const what = [run.command, run.stack, run.place && `in ${run.place}`].filter(Boolean).join(' ');
  return `${what}: ${counted(steps.size, 'step')}${run.pace ? " in AWS's time" : ''}`;
}

interface Context {
  readonly verbose: boolean;
  readonly colors: Colors;
  readonly waits: Waits;
  readonly run?: Run | undefined;
}

function lineFor(event: Event, { verbose, colors, waits, run }: Context): string | undefined {
  switch (event.type) {
    case 'step':
      return stepLine(event, verbose, colors);
    case 'call':
      return verbose ? colors.dim(callLine(event)) : undefined;
    case 'wait':
      return waits.isNews(event) ? waitLine(event) : undefined;
    case 'retry':
      return waits.isNews({ ...event, why: event.error + heldText(event.heldBy) })
        ? colors.yellow(retryLine(event))
        : undefined;
    // Who asked for them shows them.
    case 'revision':
    case 'trace':
    case 'request':
      return undefined;
    case 'log':
      return `${event.container ?? event.step} | ${event.message}`;
    // The summary at the end has the whole text of the failure.
    case 'error':
      return colors.red(`error: ${wordsFor(event.failure, run).title}`);
    case 'result':
      return undefined;
    default:
      return unreachable(event);
  }
}

const waitLine = ({ step, why, seconds, lasting }: WaitEvent): string =>
  `${step}: ${oneLine(why)}${lasting ? '' : ` (${elapsed(seconds)})`}`;

const retryLine = ({ step, error, message, attempt, delayMs, heldBy }: RetryEvent): string =>
  `${step}: ${error} "${oneLine(message)}", ${[heldText(heldBy), `attempt ${attempt}`].filter(Boolean).join(', ')} in ${duration(delayMs / 1000)}`;

function stepLine(event: StepEvent, verbose: boolean, { green, red, yellow }: Colors): string | undefined {
  const { step, resource, state, action = 'look', outcome = 'done', seconds, goneWith } = event;
  const id = idText(event.id);
  const took = seconds === undefined ? '' : ` in ${duration(seconds)}`;
  switch (state) {
    case 'planned':
      return undefined;
    case 'started':
      return action === 'look' && !verbose ? undefined : `${step}: ${verbs[action]} the ${displayName(resource)}`;
    case 'created':
      return id ? `${step}: has the id ${oneLine(id)}` : `${step}: exists`;
    case 'done':
      if (goneWith !== undefined) return green(`${step}: ${outcome} with ${goneWith}`);
      return outcome === 'unchanged' ? `${step}: unchanged` : green(`${step}: ${outcome}${took}`);
    case 'failed':
      return red(`${step}: failed${took.replace(' in ', ' after ')}`);
    case 'skipped':
      return yellow(`${step}: skipped, because it needs ${(event.after ?? []).join(', ') || 'what failed'}`);
    default:
      return unreachable(state);
  }
}

const verbs = {
  create: 'creating',
  update: 'updating',
  replace: 'replacing',
  delete: 'deleting',
  look: 'reading',
} as const;

/** `vpc: ec2 CreateVpc, 120 ms` */
export function callLine({ step, about, service, operation, durationMs, outcome }: CallEvent): string {
  const how = outcome.ok ? '' : `, ${outcome.error} "${oneLine(outcome.message)}"`;
  const whose = step ?? about;
  return `${whose ? `${whose}: ` : ''}${service} ${operation}, ${Math.round(durationMs)} ms${how}`;
}

/** Finds the waits to show: those with a new reason, and repeated ones after 30 s of the run's time. */
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
