import { ListTagsForResourceCommand } from '@aws-sdk/client-servicediscovery';
import type { Cloud, Tags } from '../src/step.js';
import { fromUpper } from './tags.js';

/** Cloud Map never says an item's tags along with it: one more call for each. */
export async function cloudMapTags({ servicediscovery }: Cloud, ResourceARN: string | undefined): Promise<Tags> {
  const answer = await servicediscovery.send(new ListTagsForResourceCommand({ ResourceARN }));
  return fromUpper(answer.Tags);
}
