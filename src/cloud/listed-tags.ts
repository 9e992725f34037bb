import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { marksOf } from '../identity.js';
import type { Cloud, Tags } from '../step.js';
import type { Loading } from './clients.js';
import { longestLately, type SentChanges } from './lately.js';

/** ms that the list is waited for: where no way leads to it, the services themselves are quicker. */
const longestMs = 5000;

/**
 * Tags as AWS's index of them shows them: a hundred resources in one call, where some services are asked for each. The index is
 * behind, so it counts only before this run has changed anything, and only where it shows what should be there. What somebody has deleted
 * and made anew under the same name without tags is told late for that.
 * Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export class ListedTags {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #changes: SentChanges;
  readonly #loading: Loading;
  /** What bears the stack's tags, and when it was asked for. */
  #listed: { readonly at: number; readonly tags: Promise<ReadonlyMap<string, Tags>> } | undefined;

  /** AWS, a policy, an endpoint or the network does not list them. */
  #isRefused = false;

  constructor(clock: Pick<Clock, 'now'>, changes: SentChanges, loading: Loading = (load) => load()) {
    this.#clock = clock;
    this.#changes = changes;
    this.#loading = loading;
  }

  /** Whether the index may be believed still: the run has sent no change. */
  get isGood(): boolean {
    return this.#changes.count === 0;
  }

  /** @returns all its tags, `wanted` among them; undefined where the index does not know it or shows it otherwise */
  async of(cloud: Pick<Cloud, 'tagging'>, arn: string, wanted: Tags): Promise<Tags | undefined> {
    const { 'provision:stack': stack, 'provision:id': id } = wanted;
    if (stack === undefined || id === undefined || this.#isRefused || !this.isGood) return undefined;
    const now = this.#clock.now();
    if (!this.#listed || now - this.#listed.at > longestLately)
      this.#listed = { at: now, tags: this.#byArn(cloud, marksOf(stack, id)) };
    const tags = (await this.#listed.tags).get(arn);
    return tags && Object.entries(wanted).every(([key, value]) => tags[key] === value) ? tags : undefined;
  }

  async #byArn(cloud: Pick<Cloud, 'tagging'>, marks: Tags): Promise<ReadonlyMap<string, Tags>> {
    const { listTagged } = await this.#loading(() => import('./list-tagged.js'));
    const waiting = new AbortController();
    const listed = await Promise.race([
      listTagged(cloud, marks).catch(() => undefined),
      pause(longestMs, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
    this.#isRefused = listed === undefined;
    return new Map(listed?.map(({ arn, tags }) => [arn, tags]));
  }
}
