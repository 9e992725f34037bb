import type { TagSpecification } from '@aws-sdk/client-ec2';
import {
  onResource,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type Call,
  type RequiredPermission,
  type Rule,
  type PermissionContext,
} from './required-permission.js';

/**
 * How EC2's resources are called in policies: `arn:aws:ec2:region:account:type/id`.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const arnOf = ({ partition, region, account }: PermissionContext, type: string, id: string): string =>
  `arn:${partition}:ec2:${region}:${account}:${type}/${id}`;

/** Which member of a request names which type of resource. */
export type Nouns<Input> = { readonly [type: string]: keyof Input & string };

/** Something that is there, by its id. */
export function existing(action: string, around: PermissionContext, type: string, id: string): RequiredPermission {
  const resource = arnOf(around, type, id);
  return onResource(action, resource, resourceTags(around.tagsOf(resource)), arnOf(around, type, '*'));
}

/** Something that does not exist yet: it has no id, and the tags of the request. */
export const made = (
  action: string,
  around: PermissionContext,
  type: string,
  specifications?: readonly TagSpecification[],
): RequiredPermission => onResource(action, arnOf(around, type, '*'), requestTags(tagsOf(type, specifications)));

const tagsOf = (type: string, specifications: readonly TagSpecification[] = []) =>
  tagsFrom(specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags = [] }) => Tags));

/**
 * Tagging what is made needs a permission of its own.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
export const tagging = (
  operation: string,
  around: PermissionContext,
  specifications: readonly TagSpecification[] = [],
): RequiredPermission[] =>
  specifications.map(({ ResourceType = '' }) => {
    const it = made('ec2:CreateTags', around, ResourceType, specifications);
    return { ...it, keys: { ...it.keys, 'ec2:CreateAction': operation } };
  });

/** An operation on what its request names. */
export const on =
  <Input extends object>(nouns: Nouns<Input>): Rule<Input> =>
  ({ operation, input, context }) =>
    Object.entries(nouns).flatMap(([type, member]) =>
      texts(input[member]).map((id) => existing(`ec2:${operation}`, context, type, id)),
    );

/** An operation that makes something, out of what its request names. */
export const makes =
  <Input extends { TagSpecifications?: TagSpecification[] | undefined }>(
    type: string,
    nouns: Nouns<Input> = {},
  ): Rule<Input> =>
  (call: Call<Input>) => {
    const { operation, input, context } = call;
    const tags = input.TagSpecifications;
    return [
      made(`ec2:${operation}`, context, type, tags),
      ...on<Input>(nouns)(call),
      ...tagging(operation, context, tags),
    ];
  };
