import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { pages } from '../pages.js';
import type { Cloud, Marks, Tags } from '../step.js';

/** What the Resource Groups Tagging API lists: it may be gone by now. */
export interface Listed {
  readonly arn: string;
  readonly tags: Tags;
}

/**
 * Lists everything in the region that bears certain tags, page by page.
 * @throws whatever the SDK throws
 */
export async function listTagged({ tagging }: Pick<Cloud, 'tagging'>, marks: Marks): Promise<Listed[]> {
  const TagFilters = Object.entries(marks).map(([Key, value]) => ({
    Key,
    ...(value !== undefined && { Values: [value] }),
  }));
  const mappings = await pages(async (PaginationToken) => {
    const input = { TagFilters, ResourcesPerPage: 100, ...(PaginationToken && { PaginationToken }) };
    const answer = await tagging.send(new GetResourcesCommand(input));
    return { items: answer.ResourceTagMappingList, next: answer.PaginationToken };
  });
  return mappings.map(({ ResourceARN = '', Tags = [] }) => ({
    arn: ResourceARN,
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  }));
}
