import {
  AddTagsToCertificateCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  type Tag,
} from '@aws-sdk/client-acm';
import { tagsFrom } from '../../../permissions/required-permission.js';
import { AwsError, on, type TaggedResources, type TagsByArn } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { existingCertificate, isHere, present } from './refusals.js';
import { certificates } from './tables.js';

/** Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_AddTagsToCertificate.html */
export const tagOperations = [
  on(AddTagsToCertificateCommand, (input, context) => {
    const row = existingCertificate(context, input.CertificateArn);
    const added = checkedTags(present(input.Tags, 'tags'));
    row.tags = checkedTags([...row.tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key)), ...added]);
    return {};
  }),

  /** A tag goes where its key is named; with a value beside it, only where that is the tag's. */
  on(RemoveTagsFromCertificateCommand, (input, context) => {
    const row = existingCertificate(context, input.CertificateArn);
    const removed = present(input.Tags, 'tags');
    const isRemoved = (tag: Tag) =>
      removed.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value));
    row.tags = row.tags.filter((tag) => !isRemoved(tag));
    return {};
  }),

  on(ListTagsForCertificateCommand, (input, context) => ({
    Tags: existingCertificate(context, input.CertificateArn).tags.map((tag) => ({ ...tag })),
  })),
];

/** @throws AwsError `InvalidTagException`, `TooManyTagsException` */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const byKey = Object.fromEntries(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  const isTwice = Object.keys(byKey).length < tags.length;
  const fault = isTwice ? 'Duplicate tag keys found.' : tagSyntaxProblem(byKey);
  if (fault !== undefined) throw new AwsError('InvalidTagException', fault);
  if (tags.length > 50) throw new AwsError('TooManyTagsException', 'A certificate can have no more than 50 tags.');
  return tags.map(({ Key, Value = '' }) => ({ Key, Value }));
}

export const tagsByArn: TagsByArn = (context, _resource, arn) => tagsFrom(certificates(context).get(arn)?.tags);

export const taggedResources: TaggedResources = (context) =>
  certificates(context)
    .all((row) => isHere(context, row))
    .map(({ arn, tags }) => ({ arn, tags: tagsFrom(tags) }));
