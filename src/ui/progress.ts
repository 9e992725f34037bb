import type { Action, ErrorEvent, Event, ResultEvent, RetryEvent, StepEvent, WaitEvent } from '../events.js';
import { unreachable } from '../unreachable.js';
import { heldText } from './holders.js';

/**
 * What the events so far add up to: the one model that live views and summaries draw from. Fed in the order of
 * emission; a step is known from its first event on, planned or not. Times are milliseconds since the epoch.
 */
export class Progress {
  readonly steps = new Map<string, StepProgress>();
  readonly errors: ErrorEvent[] = [];
  calls = 0;
  startedAt: number | undefined;
  result: ResultEvent | undefined;

  apply(event: Event): void {
    this.startedAt ??= Date.parse(event.time);
    switch (event.type) {
      case 'step': return this.#step(event);
      case 'call': this.calls++; return;
      case 'wait': return this.#wait(event);
      case 'retry': return this.#change(event.step, { doing: retryText(event), retrying: true });
      case 'error': this.errors.push(event); return;
      case 'result': this.result = event; return;
      default: return unreachable(event);
    }
  }

  in(...states: readonly StepProgress['state'][]): StepProgress[] {
    return [...this.steps.values()].filter(({ state }) => states.includes(state));
  }

  /** The root cause of a failed step, once it is known. */
  errorOf(step: string): ErrorEvent | undefined {
    return this.errors.find((error) => error.step === step);
  }

  /** Which of the steps it needs are still missing. */
  missing({ after }: StepProgress): string[] {
    return after.filter((name) => this.steps.get(name)?.state !== 'done');
  }

  #step(event: StepEvent): void {
    const known = this.steps.get(event.step);
    const { step, resource, action = known?.action, id = known?.id, seconds, outcome } = event;
    const state = states[event.state];
    this.steps.set(step, {
      step,
      resource,
      state,
      action,
      id,
      seconds,
      outcome,
      retrying: false,
      note: known?.note,
      after: event.after ?? known?.after ?? [],
      startedAt: state === 'running' ? (known?.startedAt ?? Date.parse(event.time)) : known?.startedAt,
    });
  }

  #wait({ step, why, lasting }: WaitEvent): void {
    this.#change(step, { doing: why, retrying: false, ...(lasting ? { note: why } : {}) });
  }

  #change(step: string, change: Pick<StepProgress, 'doing' | 'retrying' | 'note'>): void {
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
  readonly startedAt: number | undefined;
  readonly seconds: number | undefined;
  readonly id: unknown;
  /** While waiting, the steps it needs; when skipped, those that failed. */
  readonly after: readonly string[];
  /** What AWS is doing with it, as last seen: `VPC link is PENDING`. */
  readonly doing?: string;
  readonly retrying: boolean;
  /** What stays to be said of it when it is finished. */
  readonly note?: string | undefined;
}

const states = {
  planned: 'waiting', started: 'running', created: 'running', done: 'done', failed: 'failed', skipped: 'skipped',
} as const;

const retryText = ({ error, attempt, heldBy }: RetryEvent): string => heldText(heldBy) || `${error}, attempt ${attempt}`;
