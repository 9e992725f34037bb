import { isDeepStrictEqual } from 'node:util';
import { codeOf, meaningOf, messageOf, type Meaning } from '../src/aws-errors.js';
import type { Clock } from '../src/clock.js';
import type { Verb } from '../src/step.js';
import { couldNotAsk } from './could-not-ask.js';
import { Difference } from './difference.js';

/** How AWS must refuse a call. */
export interface Refusal {
  /** The code on the wire, or its several spellings. */
  readonly code: string | RegExp;
  readonly message?: RegExp;
  /** What the program takes it for, by `src/aws-errors.ts`: for which verb, and as what. */
  readonly means?: readonly [Verb, Meaning];
}

/** What a resource goes through. */
export interface Course {
  /** The states that may come before the goal, in their order. */
  readonly through?: readonly string[];
  readonly goal: string;
  /** How long AWS may take. */
  readonly seconds: number;
}

/** The state of what AWS says does not exist. */
export const gone = 'gone';

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** Expectations of one probe. Each throws a `Difference` where AWS has answered otherwise. */
export class Checks {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #count = 0;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** How many expectations were looked at. */
  get count(): number {
    return this.#count;
  }

  /** The call must be refused so. @returns the error, for its members */
  async refused(
    what: string,
    call: Promise<unknown>,
    refusal: Refusal,
  ): Promise<{ readonly [member: string]: unknown }> {
    const { code, message, means } = refusal;
    const expected = `${code instanceof RegExp ? String(code) : code}${message ? ` with ${message}` : ''}`;
    const ended = await call.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.#count++;
    if (!ended) throw new Difference(what, expected, 'success');
    const { error } = ended;
    const answered = codeOf(error);
    const isSame = code instanceof RegExp ? code.test(answered) : code === answered;
    if (!isSame && couldNotAsk(error)) throw error;
    if (!isSame || (message && !message.test(messageOf(error))))
      throw new Difference(what, expected, `${answered}: ${messageOf(error)}`);
    if (means && meaningOf(error, means[0]) !== means[1])
      throw new Difference(
        what,
        `an error that the program takes for "${means[1]}" in ${means[0]}`,
        `${answered}: ${messageOf(error)}, which it takes for "${meaningOf(error, means[0])}"`,
      );
    return error as { readonly [member: string]: unknown };
  }

  /** The value must be this one. */
  equal(what: string, actual: unknown, expected: unknown): void {
    this.#count++;
    if (!isDeepStrictEqual(actual, expected)) throw new Difference(what, shown(expected), shown(actual));
  }

  /** The text must be of this form. */
  matches(what: string, actual: string | undefined, expected: RegExp): void {
    this.#count++;
    if (actual === undefined || !expected.test(actual)) throw new Difference(what, String(expected), shown(actual));
  }

  /** The members must be present. */
  has<T extends object>(what: string, actual: T | undefined, ...members: readonly (keyof T & string)[]): void {
    this.#count++;
    const absent = members.filter((member) => actual?.[member] === undefined || actual[member] === null);
    if (absent.length > 0)
      throw new Difference(what, `the members ${members.join(', ')}`, `no ${absent.join(', ')}: ${shown(actual)}`);
  }

  /** Polls until what AWS shows is as expected: what was changed may be shown later. */
  async shows(what: string, read: () => Promise<unknown>, expected: unknown, seconds = 60): Promise<void> {
    this.#count++;
    const deadline = this.#clock.now() + seconds * 1000;
    for (;;) {
      const actual = await read();
      if (isDeepStrictEqual(actual, expected)) return;
      if (this.#clock.now() >= deadline)
        throw new Difference(what, `${shown(expected)} within ${seconds} s`, shown(actual));
      await this.#clock.sleep(2_000, this.#signal);
    }
  }

  /**
   * Polls until the goal is reached. No other states may be seen on the way, and none before an earlier one.
   * @param read the state; an error that says that it does not exist is the state `gone`
   * @returns the states that were seen
   */
  async becomes(what: string, read: () => Promise<string | undefined>, course: Course): Promise<readonly string[]> {
    this.#count++;
    const { through = [], goal, seconds } = course;
    const order = [...through, goal];
    const seen: string[] = [];
    const deadline = this.#clock.now() + seconds * 1000;
    const expected = order.join(' → ');
    for (;;) {
      const state = (await read().catch(asGone)) ?? gone;
      // What was just made may not be visible yet.
      const isInvisible = state === gone && goal !== gone && seen.length === 0;
      if (!isInvisible && seen.at(-1) !== state) {
        seen.push(state);
        const at = order.indexOf(state);
        const before = seen.length > 1 ? order.indexOf(seen[seen.length - 2] ?? '') : -1;
        if (at < 0 || at < before) throw new Difference(what, expected, seen.join(' → '));
      }
      if (state === goal) return seen;
      if (this.#clock.now() >= deadline)
        throw new Difference(what, `${expected} within ${seconds} s`, seen.join(' → ') || gone);
      await this.#clock.sleep(Math.min(5_000, (seconds * 1000) / 20), this.#signal);
    }
  }
}

function asGone(error: unknown): string {
  if (meaningOf(error, 'read') === 'gone') return gone;
  throw error;
}
