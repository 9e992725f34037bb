import type { Clock } from './clock.js';

interface Span {
  readonly step: string | undefined;
  /** ms on the clock. */
  readonly from: number;
  readonly to: number;
}

/**
 * How long a run and its steps take, on two clocks. On the sandbox, many seconds of AWS's time pass in one of ours.
 * What is waited for takes AWS's time. What the program itself does takes as long here as it would on AWS, and is not
 * multiplied. Where the clock is the real one, both are the same time.
 */
export class AwsTime {
  readonly #clock: Clock;
  readonly #began: number;
  readonly #waits: Span[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now();
  }

  /**
   * Notes a wait for AWS that ends now.
   * @param step whose wait it is
   * @param from its beginning, ms on the clock
   */
  waited(step: string | undefined, from: number): void {
    this.#waits.push({ step, from, to: this.#clock.now() });
  }

  /** Seconds of AWS's time that a step has taken, with one decimal. @param began ms on the clock */
  ofStep(step: string, began: number): number {
    return this.#seconds(
      began,
      this.#waits.filter((wait) => wait.step === step),
    );
  }

  /** Seconds of AWS's time that the run has taken so far; undefined where the clock is the real one. */
  ofRun(): number | undefined {
    return (this.#clock.speed ?? 1) === 1 ? undefined : this.#seconds(this.#began, this.#waits);
  }

  #seconds(began: number, waits: readonly Span[]): number {
    const total = this.#clock.now() - began;
    const waited = covered(waits, began);
    return Math.round((waited + (total - waited) / (this.#clock.speed ?? 1)) / 100) / 10;
  }
}

/** Milliseconds after `began` in which at least one of the spans lies. */
function covered(spans: readonly Span[], began: number): number {
  let [sum, reached] = [0, began];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return sum;
}
