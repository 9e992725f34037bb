import { edgesOf } from '../edges.js';
import type { PlannedStep } from '../plan.js';
import type { Step } from '../step.js';

/** What a person wants at a step: that it is done, that all is done without asking, or to stop before it. */
export type Answer = 'go' | 'all' | 'quit';
/** Who goes, and which way. */
export interface Way {
  /** The steps that change something. */
  readonly ahead: readonly PlannedStep[];
  /** All of them, with what they need. */
  readonly steps: readonly Step[];
  show(step: PlannedStep, number: number): void;
  ask(): Promise<Answer>;
  stop(): void;
  tell(step: PlannedStep, came: { readonly id: unknown; readonly out: unknown }, unlocked: readonly string[]): void;
  end(): void;
}

/** Goes through a plan one step after the other, in the order in which they become possible. */
export class Walk {
  readonly #way: Way;
  readonly #done = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  #number = 0;
  #isFree = false;

  constructor(way: Way) {
    this.#way = way;
  }

  /** Waits for its turn, and for the person. @returns what is called when the step has ended */
  async enter(name: string): Promise<(came?: { readonly id: unknown; readonly out: unknown }) => void> {
    const step = this.#way.ahead.find((it) => it.step === name);
    const before = this.#turn;
    let next = () => {};
    if (!this.#isFree) this.#turn = new Promise((resolve) => (next = resolve));
    await before;
    if (step && !this.#isFree) await this.#stopAt(step);
    const isShown = step && !this.#isFree;
    if (this.#isFree) next();
    return (came) => {
      this.#done.add(name);
      if (isShown && came) this.#way.tell(step, came, this.#unlockedBy(name));
      if (this.#done.size === this.#way.steps.length) this.#way.end();
      next();
    };
  }

  async #stopAt(step: PlannedStep): Promise<void> {
    this.#way.show(step, ++this.#number);
    const answer = await this.#way.ask();
    if (answer === 'go') return;
    this.#isFree = true;
    this.#way.end();
    if (answer === 'quit') this.#way.stop();
  }

  /** The steps that had waited for this one last. */
  #unlockedBy(name: string): string[] {
    const waiting = this.#way.steps.filter((step) => !this.#done.has(step.name));
    const needs = (step: Step) => edgesOf(step).map(({ to }) => to.name);
    return waiting.filter((step) => needs(step).includes(name) && needs(step).every((it) => this.#done.has(it))).map((step) => step.name);
  }
}
