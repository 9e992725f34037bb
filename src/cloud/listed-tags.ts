import type { Clock } from '../clock.js';
import { marksOf } from '../identity.js';
import type { Cloud, Tags } from '../step.js';
import type { Loading } from './clients.js';
import { longestLately, type Changes } from './lately.js';

/**
 * Tags as AWS's index of them shows them: a hundred resources in one call, where some services are asked for each. The index is
 * behind, so it counts only before this run has changed anything, and only where it shows what should be there.
 * Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export class ListedTags {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #changes: Changes;
  readonly #loading: Loading;
  /** What bears the stack's tags, and when it was asked for. Empty where AWS, a policy or an endpoint has refused to list it. */
  #listed: { readonly at: number; readonly tags: Promise<ReadonlyMap<string, Tags>> } | undefined;

  constructor(clock: Pick<Clock, 'now'>, changes: Changes, loading: Loading = (load) => load()) {
    this.#clock = clock;
    this.#changes = changes;
    this.#loading = loading;
  }

  /** @returns all its tags, `wanted` among them; undefined where the index does not know it or shows it otherwise */
  async of(cloud: Pick<Cloud, 'tagging'>, arn: string, wanted: Tags): Promise<Tags | undefined> {
    const { 'provision:stack': stack, 'provision:id': id } = wanted;
    if (stack === undefined || id === undefined || this.#changes.count > 0) return undefined;
    const now = this.#clock.now();
    if (!this.#listed || now - this.#listed.at > longestLately)
      this.#listed = { at: now, tags: this.#byArn(cloud, marksOf(stack, id)) };
    const tags = (await this.#listed.tags).get(arn);
    return tags && Object.entries(wanted).every(([key, value]) => tags[key] === value) ? tags : undefined;
  }

  async #byArn(cloud: Pick<Cloud, 'tagging'>, marks: Tags): Promise<ReadonlyMap<string, Tags>> {
    const { listTagged } = await this.#loading(() => import('./list-tagged.js'));
    const listed = await listTagged(cloud, marks).catch(() => []);
    return new Map(listed.map(({ arn, tags }) => [arn, tags]));
  }
}
