import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Cloud, Tags } from '../step.js';
import type { Changes } from './lately.js';

/**
 * Tags as AWS's index of them shows them: a hundred resources in one call, where the services themselves are asked for each. The
 * index is behind, so it is asked only before this run has changed anything, and only believed where it shows what should be there.
 * Sources: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html (`ResourceARNList`),
 * https://aws.amazon.com/about-aws/whats-new/2021/01/resource-groups-tagging-api-launches-resourcearnlist-parameter-getresources-operation/
 */
export class ListedTags {
  readonly #changes: Changes;
  /** It has refused an answer: a policy or an endpoint may not have it. */
  #isRefused = false;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** @returns all its tags, `wanted` among them; undefined where the index does not know or shows it otherwise */
  async of({ tagging }: Pick<Cloud, 'tagging'>, arn: string, wanted: Tags): Promise<Tags | undefined> {
    if (this.#isRefused || this.#changes.count > 0 || Object.keys(wanted).length === 0) return undefined;
    const answer = await tagging.send(new GetResourcesCommand({ ResourceARNList: [arn] })).catch(() => undefined);
    if (!answer) this.#isRefused = true;
    const listed = answer?.ResourceTagMappingList?.find(({ ResourceARN }) => ResourceARN === arn)?.Tags ?? [];
    const tags = Object.fromEntries(listed.map(({ Key = '', Value = '' }) => [Key, Value]));
    return Object.entries(wanted).every(([key, value]) => tags[key] === value) ? tags : undefined;
  }
}
