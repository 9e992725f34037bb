import { stat } from 'node:fs/promises';
import { localStates } from '../../../state/local-states.js';
import type { States } from '../../../state/states.js';
import type { ShownRun } from '../../page/data.js';
import type { PageRun } from '../../sandbox/viewer/page.js';
import { eventsOf, runsIn, type PastRun } from '../report/past-runs.js';
import { recordedRun } from '../view/recorded-run.js';

/** ms for which a run counts as going on after its last event: its lock and its state may go before its result is written. */
const afterglowMs = 5000;
/** ms for which what was found is told to all who ask. */
const keptMs = 1000;
/** So many of the last runs are looked at for one on this world. */
const most = 10;

/**
 * The runs on a sandbox's world, by their files. A file does not say where a run was, so the state of its stack does. A `down` takes
 * that away: it counts where the stack was seen on the world before.
 */
export class WorldRuns {
  readonly #directory: string;
  readonly #states: States;
  readonly #url: string;
  /** The stacks that were seen on the world. */
  readonly #seen = new Set<string>();
  /** Whether a run is one on the world, by the path of its file. */
  readonly #here = new Map<string, boolean>();
  #found: { readonly at: number; readonly run: Promise<PageRun | undefined> } | undefined;
  #last: { readonly key: string; readonly run: PageRun | undefined } | undefined;

  /**
   * @param directory of the states
   * @param url of the sandbox: a stack may have been sent there by it
   */
  constructor(directory: string, url: string) {
    this.#directory = directory;
    this.#states = localStates(directory);
    this.#url = url;
  }

  /** The last run as it was a second ago at most: pages ask at each change in the world. */
  lastLately(): Promise<PageRun | undefined> {
    const now = Date.now();
    if (!this.#found || now - this.#found.at >= keptMs) this.#found = { at: now, run: this.last() };
    return this.#found.run;
  }

  /** The last run on the world, or the one under way. Its file is read only where it has grown. */
  async last(): Promise<PageRun | undefined> {
    const run = await this.#lastHere();
    if (!run) return undefined;
    const { size = 0, mtimeMs = 0 } = (await stat(run.path).catch(() => undefined)) ?? {};
    const goesOn = Date.now() - mtimeMs < afterglowMs || (await this.#isLocked(run.stack));
    const key = `${run.path} ${size} ${goesOn}`;
    if (this.#last?.key !== key) this.#last = { key, run: await pageRun(run, goesOn) };
    return this.#last.run;
  }

  async #lastHere(): Promise<PastRun | undefined> {
    for (const run of (await runsIn(this.#directory)).toReversed().slice(0, most))
      if (await this.#isHere(run)) return run;
    return undefined;
  }

  async #isHere({ path, stack, command }: PastRun): Promise<boolean> {
    const known = this.#here.get(path);
    if (known !== undefined) return known;
    const endpoint = await this.#endpointOf(stack);
    // An `up` writes the state a moment after its first event.
    if (endpoint === undefined) return command === 'down' && this.#seen.has(stack);
    const isHere = endpoint === 'sandbox' || endpoint === this.#url;
    this.#here.set(path, isHere);
    if (isHere) this.#seen.add(stack);
    else this.#seen.delete(stack);
    return isHere;
  }

  /** What cannot be read now, such as a state that is being written, is not known. */
  async #endpointOf(stack: string): Promise<string | undefined> {
    const found = await this.#states.read(stack).catch(() => undefined);
    return found?.state.endpoint;
  }

  async #isLocked(stack: string): Promise<boolean> {
    const held = await this.#states.holder(stack).catch(() => undefined);
    return held !== undefined && !held.isStale;
  }
}

/** @param goesOn what becomes of a run that has no result */
async function pageRun(run: PastRun, goesOn: boolean): Promise<PageRun | undefined> {
  const recorded = recordedRun({ ...run, isUnderWay: goesOn }, await eventsOf(run).catch(() => []));
  if (!recorded) return undefined;
  const { timeline, end } = recorded;
  const shown: ShownRun = { timeline, end };
  return { shown, isUnderWay: timeline.ending === 'under-way' };
}
