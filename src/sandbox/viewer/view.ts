import { setTimeout as pause } from 'node:timers/promises';
import type { Senders } from '../../aws/services.js';
import type { Changes } from './changes.js';
import type { Page, PageRun } from './page.js';
import type { RecentCalls } from './recent-calls.js';

/** What a view is made of. */
export interface Viewed {
  readonly page: Page;
  readonly changes: Changes;
  readonly calls: RecentCalls;
  /** The regions that have something in them. */
  regions(): readonly string[];
  sendersIn(region: string): Senders;
  /** Lets time pass up to now. */
  advance(): Promise<void>;
  /** ms of real time until something happens by itself; `Infinity` where nothing will. */
  untilNext(): number;
}

/** What somebody has seen already. */
export interface SeenBefore {
  /** `version` of the last answer; absent at first. */
  readonly version?: string | undefined;
  /** The highest number of a call that was answered. */
  readonly calls: number;
  /** `runVersion` of the last answer; absent at first, and for who does not wait for it. */
  readonly run?: string | undefined;
}

/** How long an answer waits for a change. Clients and proxies give up after 30 seconds at the earliest. */
const mostMs = 25_000;
/** No two answers come closer to each other: while a stack comes up, hundreds of calls come in a second. */
const leastMs = 300;
/** Time does not pass more often than this for somebody who only looks. */
const tickMs = 250;
/** How soon it is seen that a run has come to its end: it makes no call then. */
const runMs = 1000;

/**
 * Shows the world to those who look. They wait for the next change in one long request; time passes for them as it does for
 * clients that poll. While nobody looks, and while nothing changes, nothing is done.
 */
export class View {
  readonly #of: Viewed;
  /** Tells the answers of this process from those of another one at the same port. */
  readonly #epoch = Math.random().toString(36).slice(2, 10);
  #looked: { readonly at: number; readonly sight: Promise<Sight> } | undefined;
  #last: Sight = { version: 0, text: '', topology: {} };
  #run = { version: 0, text: '' };

  constructor(of: Viewed) {
    this.#of = of;
  }

  /** Resolves when there is something that was not seen before, and at the latest after some 25 seconds. */
  async next(before: SeenBefore): Promise<object> {
    const { changes } = this.#of;
    const until = performance.now() + mostMs;
    for (;;) {
      await this.#of.advance();
      const at = changes.revision;
      const { answer, isUnderWay } = await this.#answer(before);
      const isNew =
        answer.version !== before.version || answer.calls.length > 0 || isOther(answer.runVersion, before.run);
      const left = until - performance.now();
      if (isNew || changes.isClosed || left <= 0) return answer;
      const most = isUnderWay ? Math.min(left, runMs) : left;
      if (changes.revision === at) await changes.next(Math.min(most, Math.max(tickMs, this.#of.untilNext())));
      if (!changes.isClosed && before.version !== undefined) await pause(leastMs);
    }
  }

  async #answer({ version: before, calls, run: runBefore }: SeenBefore) {
    const { version: number, topology } = await this.#look();
    const version = `${this.#epoch}-${number}`;
    const isOtherProcess = before !== undefined && before.split('-')[0] !== this.#epoch;
    const run = await this.#of.page.lastRun();
    const runVersion = this.#runVersionOf(run);
    const answer = {
      ...{ version, topology, calls: this.#of.calls.after(isOtherProcess ? 0 : calls), isOtherProcess, runVersion },
      ...(run && runVersion !== runBefore && { run: run.shown }),
    };
    return { answer, isUnderWay: run?.isUnderWay ?? false };
  }

  #runVersionOf(run: PageRun | undefined): string {
    const text = run ? JSON.stringify(run.shown) : '';
    if (text !== this.#run.text) this.#run = { version: this.#run.version + 1, text };
    return `${this.#epoch}-${this.#run.version}`;
  }

  /** Read and drawn once for each change, however many look. A change that is not seen on the page is none. */
  #look(): Promise<Sight> {
    const { changes } = this.#of;
    if (this.#looked?.at !== changes.revision) this.#looked = { at: changes.revision, sight: this.#draw() };
    return this.#looked.sight;
  }

  async #draw(): Promise<Sight> {
    const regions = this.#of.regions().map((region) => ({ region, senders: this.#of.sendersIn(region) }));
    const topology = await this.#of.page.topology(regions);
    const text = JSON.stringify(topology);
    if (text !== this.#last.text) this.#last = { version: this.#last.version + 1, text, topology };
    return this.#last;
  }
}

/** Who does not say which run they have seen does not wait for one. */
const isOther = (version: string, before: string | undefined): boolean => before !== undefined && version !== before;

/** What is to be seen, with a number that counts up where it differs. */
interface Sight {
  readonly version: number;
  readonly text: string;
  readonly topology: object;
}
