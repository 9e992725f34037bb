import {
  ListInstanceProfileTagsCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { on } from '../../service.js';
import { markedPage, present } from './constraint.js';
import { existingProfile } from './instance-profile.js';
import { checkedTags, tagList, withTags } from './tags.js';

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html */
export const instanceProfileTagOperations = [
  on(TagInstanceProfileCommand, (input, context) => {
    const row = existingProfile(context, input.InstanceProfileName);
    row.tags = withTags(row.tags, checkedTags(present(input.Tags, 'tags')));
    return {};
  }),

  on(UntagInstanceProfileCommand, (input, context) => {
    const row = existingProfile(context, input.InstanceProfileName);
    const removed = new Set(present(input.TagKeys, 'tagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),

  on(ListInstanceProfileTagsCommand, (input, context) => {
    const { tags } = existingProfile(context, input.InstanceProfileName);
    const { items, more } = markedPage(tagList(tags), ({ Key }) => Key, input);
    return { Tags: items, ...more };
  }),
];
