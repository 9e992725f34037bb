import type { Action, ErrorEvent, Event, ResultEvent, RetryEvent, StepEvent, WaitEvent } from '../events.js';
import { unreachable } from '../unreachable.js';
import { heldText } from './holders.js';

/**
 * The state of a run according to its events so far. Live views and summaries are drawn from this one model. Events must
 * come in the order of emission. Times are milliseconds since the epoch.
 */
export class Progress {
  readonly steps = new Map<string, StepProgress>();
  readonly errors: ErrorEvent[] = [];
  calls = 0;
  startedAt: number | undefined;
  result: ResultEvent | undefined;

  apply(event: Event): void {
    if (event.type === 'call' && event.about === 'state') return;
    this.startedAt ??= Date.parse(event.time);
    switch (event.type) {
      case 'step':
        return this.#step(event);
      case 'call':
        this.calls++;
        return;
      case 'wait':
        return this.#wait(event);
      case 'retry':
        return this.#change(event.step, { doing: retryText(event), retrying: true, ...this.#waitingSince(event) });
      case 'log':
      case 'revision':
      case 'trace':
      case 'request':
        return;
      case 'error':
        this.errors.push(event);
        return;
      case 'result':
        this.result = event;
        return;
      default:
        return unreachable(event);
    }
  }

  in(...states: readonly StepProgress['state'][]): StepProgress[] {
    return [...this.steps.values()].filter(({ state }) => states.includes(state));
  }

  /** The root cause of a failed step, once it is known. */
  errorOf(step: string): ErrorEvent | undefined {
    return this.errors.find((error) => error.step === step);
  }

  /** The steps that it needs and that have not ended. */
  missing({ after }: StepProgress): string[] {
    return after.filter((name) => this.steps.get(name)?.state !== 'done');
  }

  #step(event: StepEvent): void {
    const known = this.steps.get(event.step);
    const { step, resource, action = known?.action, id = known?.id, seconds, outcome, goneWith } = event;
    const state = states[event.state];
    this.steps.set(step, {
      step,
      resource,
      state,
      action,
      id,
      seconds,
      outcome,
      goneWith,
      retrying: false,
      note: known?.note,
      after: event.after ?? known?.after ?? [],
      waitingSince: known?.waitingSince,
      startedAt: state === 'running' ? (known?.startedAt ?? Date.parse(event.time)) : known?.startedAt,
    });
  }

  #wait(event: WaitEvent): void {
    const { step, why, lasting } = event;
    const more = lasting ? { note: why } : this.#waitingSince(event);
    this.#change(step, { doing: why, retrying: false, ...more });
  }

  #waitingSince({ step, time }: WaitEvent | RetryEvent): Pick<StepProgress, 'waitingSince'> {
    return { waitingSince: this.steps.get(step)?.waitingSince ?? Date.parse(time) };
  }

  #change(step: string, change: Pick<StepProgress, 'doing' | 'retrying' | 'note' | 'waitingSince'>): void {
    const known = this.steps.get(step);
    if (known) this.steps.set(step, { ...known, ...change });
  }
}

export interface StepProgress {
  readonly step: string;
  readonly resource: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  readonly action: Action | undefined;
  readonly outcome: StepEvent['outcome'];
  /** The step whose deletion has taken it along. */
  readonly goneWith?: string | undefined;
  readonly startedAt: number | undefined;
  /** When the step began to wait for AWS. */
  readonly waitingSince?: number | undefined;
  readonly seconds: number | undefined;
  readonly id: unknown;
  /** Of a waiting step, the steps that it needs; of a skipped one, those that failed. */
  readonly after: readonly string[];
  /** What AWS did with the resource when it was last read: `VPC link is PENDING`. */
  readonly doing?: string;
  readonly retrying: boolean;
  /** Messages that are shown with the finished step, too. */
  readonly note?: string | undefined;
}

const states = {
  planned: 'waiting',
  started: 'running',
  created: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
} as const;

const retryText = ({ error, attempt, heldBy }: RetryEvent): string =>
  heldText(heldBy) || `${error}, attempt ${attempt}`;
