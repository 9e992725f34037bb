import { expect } from '@jest/globals';
import type { Config } from '../../../src/config/schema.js';
import type { CallEvent } from '../../../src/events.js';
import { textOf } from '../../../src/ui/failure.js';
import { census, differing, left, type Census } from '../census.js';
import { blueprintOf, Project, variant, type Circumstances } from '../project.js';
import { openRig, type Rig } from '../rig.js';

/** One stack of a blueprint in an account of its own: each story of a file begins where the one before it ended. */
export class AStack {
  readonly project: Project;
  /** What the user's file says now. */
  config: Config;
  /** What the first `up` asked for. */
  firstCalls: readonly CallEvent[] = [];
  /** For every `up` from now on. */
  circumstances: Circumstances = {};
  /** What there was after the last story. */
  #before: Census = {};

  constructor(
    readonly rig: Rig,
    /** As the blueprint has it. */
    readonly original: Config,
  ) {
    this.config = original;
    this.project = new Project(rig, original.name);
  }

  static async of(blueprint: string): Promise<AStack> {
    return new AStack(await openRig(), await blueprintOf(blueprint));
  }

  /**
   * The first `up`: nothing is refused but looks at what is not there yet, and another one asks for nothing.
   * @returns all that there is
   */
  async comesUp(steps: number): Promise<Census> {
    const { done, calls } = await this.rig.during(() => this.project.up(this.config));
    this.firstCalls = this.project.events.flatMap((it) => (it.type === 'call' ? [it] : []));
    expect(done).toMatchObject({ failures: [], created: steps, updated: 0, deleted: 0, unchanged: 0 });
    expect(calls.filter(({ error, mutating }) => error !== null && mutating)).toEqual([]);
    await this.isAtRest();
    return left((this.#before = await census(this.rig)));
  }

  /** Another `up` asks for nothing, and all is as it was recorded. */
  async isAtRest(): Promise<void> {
    const again = await this.rig.during(() => this.project.up(this.config, this.circumstances));
    expect(again).toMatchObject({ done: { failures: [] }, mutating: [] });
    const looked = await this.rig.during(() => this.project.status(this.config));
    expect(Object.values(looked.done).filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(looked.mutating).toEqual([]);
  }

  /**
   * The config changes, and stays so.
   * @returns the calls that it took, in order of name, without their service; and what there is less and more than
   *   after the last story
   */
  async change(change: (config: Config) => void) {
    this.config = variant(this.config, change);
    const before = this.#before;
    const { done, mutating } = await this.rig.during(() => this.project.up(this.config, this.circumstances));
    expect(done.failures).toEqual([]);
    const differs = differing(before, (this.#before = await census(this.rig)));
    return { calls: mutating.map((it) => it.replace(/^\w+:/, '')).sort(), differs };
  }

  /**
   * A change that AWS has no way for. The config stays what it was, and so does the account.
   * @returns what `up` says about it
   */
  async refuses(change: (config: Config) => void): Promise<string> {
    const { done, mutating } = await this.rig.during(() =>
      this.project.up(variant(this.config, change), this.circumstances),
    );
    const { failures } = done;
    expect(failures).toMatchObject([{ code: 'needs-replacement' }]);
    expect(mutating).toEqual([]);
    return failures.map((failure) => textOf(failure, { command: 'up' })).join('\n');
  }

  async goes(): Promise<void> {
    const { done } = await this.rig.during(() => this.project.down());
    expect(done.failures).toEqual([]);
    expect(this.project.store.records.size).toBe(0);
    expect(left(await census(this.rig))).toEqual({});
  }
}
