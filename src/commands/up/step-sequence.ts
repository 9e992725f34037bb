import { dependenciesOf } from '../../step-dependencies.js';
import type { PlannedStep } from '../../plan.js';
import type { Step } from '../../step.js';

/** At a step: make its calls, make all further calls without asking, or stop before it. */
export type Answer = 'go' | 'all' | 'quit';
/** What a step gave when it ended well. */
export interface Made {
  readonly id: unknown;
  readonly out: unknown;
}
export interface SequenceOptions {
  /** The steps that change something. */
  readonly changes: readonly PlannedStep[];
  /** All of them, with what they need. */
  readonly steps: readonly Step[];
  /** @param number of the step, from 1 */
  show(step: PlannedStep, number: number): void;
  ask(): Promise<Answer>;
  /** Stops the run. */
  stop(): void;
  /** @param unlocked the steps that had waited for this one last */
  showEnd(step: PlannedStep, made: Made, unlocked: readonly string[]): void;
  /** Called once nothing more will be asked. */
  end(): void;
}

/** Runs a plan one step after the other, in the order in which they become possible, asking before each. */
export class StepSequence {
  readonly #options: SequenceOptions;
  readonly #done = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  #number = 0;
  #isFree = false;

  constructor(options: SequenceOptions) {
    this.#options = options;
  }

  /** Waits for the step's turn, and for the answer. @returns what is called when the step has ended */
  async enter(name: string): Promise<(made?: Made) => void> {
    const step = this.#options.changes.find((it) => it.step === name);
    const before = this.#turn;
    let next = () => {};
    if (!this.#isFree) this.#turn = new Promise((resolve) => (next = resolve));
    await before;
    if (step && !this.#isFree) await this.#stopAt(step);
    const isShown = step && !this.#isFree;
    if (this.#isFree) next();
    return (made) => {
      this.#done.add(name);
      if (isShown && made) this.#options.showEnd(step, made, this.#unlockedBy(name));
      if (this.#done.size === this.#options.steps.length) this.#options.end();
      next();
    };
  }

  async #stopAt(step: PlannedStep): Promise<void> {
    this.#options.show(step, ++this.#number);
    const answer = await this.#options.ask();
    if (answer === 'go') return;
    this.#isFree = true;
    this.#options.end();
    if (answer === 'quit') this.#options.stop();
  }

  /** The steps that had waited for this one last. */
  #unlockedBy(name: string): string[] {
    const waiting = this.#options.steps.filter((step) => !this.#done.has(step.name));
    const needs = (step: Step) => dependenciesOf(step).map(({ to }) => to.name);
    return waiting
      .filter((step) => needs(step).includes(name) && needs(step).every((it) => this.#done.has(it)))
      .map((step) => step.name);
  }
}
