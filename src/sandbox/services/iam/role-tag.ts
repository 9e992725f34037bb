import { ListRoleTagsCommand, TagRoleCommand, UntagRoleCommand } from '@aws-sdk/client-iam';
import { on } from '../../service.js';
import { markedPage, present } from './constraint.js';
import { existingRole } from './role.js';
import { checkedTags, tagList, withTags } from './tags.js';

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const roleTagOperations = [
  on(TagRoleCommand, (input, context) => {
    const row = existingRole(context, input.RoleName);
    row.tags = withTags(row.tags, checkedTags(present(input.Tags, 'tags')));
    return {};
  }),

  on(UntagRoleCommand, (input, context) => {
    const row = existingRole(context, input.RoleName);
    const removed = new Set(present(input.TagKeys, 'tagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),

  on(ListRoleTagsCommand, (input, context) => {
    const { tags } = existingRole(context, input.RoleName);
    const { items, more } = markedPage(tagList(tags), ({ Key }) => Key, input);
    return { Tags: items, ...more };
  }),
];
