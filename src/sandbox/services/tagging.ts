import {
  GetResourcesCommand,
  InvalidParameterException$,
  PaginationTokenExpiredException$,
  type TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError, on, regional, timer, type Context, type Service, type TaggedResource } from '../service.js';
import { page } from './page.js';

/** Seconds for which the index goes on answering what it knew: it follows the services with a delay (believed). */
const refreshSeconds = 20;
/**
 * Seconds for which it goes on showing what is deleted.
 * Source: https://github.com/boto/boto3/issues/3341 (deleted instances, shown for hours)
 */
const lingerSeconds = 3600;

interface IndexRow extends TaggedResource {
  /** When the services had it last, in AWS's time. */
  seenAt: number;
}
const index = regional<IndexRow>('tagging/index');
const refreshed = regional<{ at: number }>('tagging/refreshed');

/**
 * The Resource Groups Tagging API: one index of what bears tags, over all services of a region. IAM's roles and Auto
 * Scaling groups are not in it, and what it shows may be gone.
 * Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
export const taggingOf = (all: () => readonly Service[]): Service => ({
  id: 'tagging',
  wire: { protocol: 'awsJson1_1', signingName: 'tagging', targetPrefix: 'ResourceGroupsTaggingAPI_20170126' },
  operations: [
    on(GetResourcesCommand, (input, context) => {
      const { TagFilters = [], ResourceTypeFilters = [], ResourcesPerPage = 50, PaginationToken } = input;
      if (input.ResourceARNList || input.IncludeComplianceDetails || input.TagsPerPage !== undefined)
        throw new AwsError('NotImplemented', 'the sandbox finds by tags and types only', { status: 501 });
      checkFilters(TagFilters, ResourcesPerPage);
      const fitting = indexNow(context, all())
        .all()
        .filter(({ arn, tags }) => TagFilters.every((it) => hasTag(tags, it)) && isOfType(arn, ResourceTypeFilters));
      const { items, next = '' } = page(fitting, ({ arn }) => arn, {
        size: ResourcesPerPage,
        token: PaginationToken || undefined,
        invalid: () => new AwsError('PaginationTokenExpiredException', 'The pagination token is not valid'),
      });
      return {
        PaginationToken: next,
        ResourceTagMappingList: items.map(({ arn, tags }) => ({
          ResourceARN: arn,
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        })),
      };
    }),
  ],
  errors: [InvalidParameterException$, PaginationTokenExpiredException$],
  timers: [behind],
});

/** That the index is behind is something to wait for: at `instant`, it is up to date at the next look. */
const behind = timer('tagging/behind', () => {});

/** The index as it is now: of what is there now, or a moment ago. */
function indexNow(context: Context, services: readonly Service[]) {
  const { elapsed } = context.world;
  const rows = index(context);
  const at = refreshed(context).get('at')?.at;
  if (at !== undefined && elapsed - at < refreshSeconds * 1000) {
    context.after(refreshSeconds - (elapsed - at) / 1000, behind, undefined);
    return rows;
  }
  refreshed(context).set('at', { at: elapsed });
  for (const [arn, { seenAt }] of rows) if (elapsed - seenAt > lingerSeconds * 1000) rows.delete(arn);
  for (const it of services.flatMap(({ taggedResources }) => taggedResources?.(context) ?? [])) {
    if (Object.keys(it.tags).length > 0) rows.set(it.arn, { ...it, seenAt: elapsed });
    else rows.delete(it.arn);
  }
  return rows;
}

/** Limits. Source: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
function checkFilters(filters: readonly TagFilter[], size: number): void {
  const refuse = (what: string) => new AwsError('InvalidParameterException', what);
  if (filters.length > 50) throw refuse('TagFilters must have at most 50 keys');
  if (filters.some(({ Key, Values = [] }) => !Key || Values.length > 20))
    throw refuse('A TagFilter must have a key and at most 20 values');
  if (size < 1 || size > 100) throw refuse('ResourcesPerPage must be between 1 and 100');
}

const hasTag = (tags: TaggedResource['tags'], { Key = '', Values = [] }: TagFilter): boolean =>
  Object.hasOwn(tags, Key) && (Values.length === 0 || Values.includes(tags[Key] ?? ''));

/** Whether an ARN is of one of these types, `ec2` or `ec2:vpc`; any is, where none is asked for. */
const isOfType = (arn: string, types: readonly string[]): boolean => {
  const [, , service = '', , , ...rest] = arn.split(':');
  const [kind = ''] = rest.join(':').replace(/^\//, '').split(/[/:]/);
  return types.length === 0 || types.some((type) => type === service || type === `${service}:${kind}`);
};
