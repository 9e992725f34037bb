import type { Clock } from './clock.js';

/** ms on the clock. */
interface Span {
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
  #began: number;
  readonly #waits = new Map<string | undefined, Span[]>();
  /** The stretches of the run in which nothing waits, the latest last; one is open while nothing does. */
  readonly #gaps: Span[] = [];
  #inGaps = 0;
  /** How many waits are under way whose end nobody knows. */
  #waiting = 0;
  /** Until when something waited or, of what waits for a time that is known, will have. */
  #idleSince: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now();
    this.#idleSince = this.#began;
  }

  /** The run begins anew, after a person was asked: how long they took is not its time. Nothing waits then. */
  begins(): void {
    this.#began = this.#clock.now();
    this.#idleSince = this.#began;
    this.#gaps.length = 0;
    this.#inGaps = 0;
  }

  /**
   * Notes a wait for AWS that begins now, and of which nobody knows how long it takes.
   * @param step whose wait it is
   * @param from the beginning of what it goes on with, ms on the clock: looks in between belong to the wait
   * @returns what notes its end
   */
  waits(step: string | undefined, from = this.#clock.now()): () => void {
    this.#endGap();
    this.#waiting++;
    this.#takeFromGaps(from);
    return () => {
      const to = this.#clock.now();
      this.#addWait(step, { from, to });
      this.#waiting--;
      this.#idleSince = Math.max(this.#idleSince, to);
    };
  }

  /**
   * Notes a wait that begins now and takes so long: what comes later than that is this process being busy.
   * @param ms on the clock
   */
  waitsFor(step: string | undefined, ms: number): void {
    this.#endGap();
    const from = this.#clock.now();
    const to = from + ms;
    this.#addWait(step, { from, to });
    this.#idleSince = Math.max(this.#idleSince, to);
  }

  /** Seconds of AWS's time that a step has taken, with one decimal. @param began ms on the clock */
  ofStep(step: string, began: number): number {
    const total = this.#clock.now() - began;
    // One that was told to take longer may have been stopped.
    const waited = Math.min(total, covered(this.#waits.get(step) ?? [], began));
    return Math.round(this.#inAwsTime(total, total - waited) / 100) / 10;
  }

  /** Seconds of AWS's time that the run has taken so far, to the millisecond; undefined where the clock is the real one. */
  now(): number | undefined {
    if (this.#speed === 1) return undefined;
    const now = this.#clock.now();
    const idle = this.#inGaps + (this.#waiting === 0 ? Math.max(0, now - this.#idleSince) : 0);
    return Math.round(this.#inAwsTime(now - this.#began, idle)) / 1000;
  }

  /** The same with one decimal. */
  ofRun(): number | undefined {
    const seconds = this.now();
    return seconds === undefined ? undefined : Math.round(seconds * 10) / 10;
  }

  get #speed(): number {
    return this.#clock.speed ?? 1;
  }

  #inAwsTime = (total: number, own: number): number => total - own + own / this.#speed;

  #addWait(step: string | undefined, wait: Span): void {
    const known = this.#waits.get(step) ?? [];
    this.#waits.set(step, known);
    known.push(wait);
  }

  /** What nothing has waited through until now is a gap. */
  #endGap(): void {
    const now = this.#clock.now();
    if (this.#waiting === 0 && this.#idleSince < now) this.#addGap({ from: this.#idleSince, to: now });
    this.#idleSince = Math.max(this.#idleSince, now);
  }

  #addGap(gap: Span): void {
    this.#gaps.push(gap);
    this.#inGaps += gap.to - gap.from;
  }

  /** What lies after a moment was waited through, after all. */
  #takeFromGaps(from: number): void {
    for (let last = this.#gaps.at(-1); last && last.to > from; last = this.#gaps.at(-1)) {
      this.#gaps.pop();
      this.#inGaps -= last.to - last.from;
      if (last.from < from) this.#addGap({ from: last.from, to: from });
    }
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
