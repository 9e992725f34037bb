import {
  AddTagsToCertificateCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
} from '@aws-sdk/client-acm';
import type { Cloud, Tags } from '../../src/step.js';
import { fromUpper, isAny, upperTags, type TagKeys } from '../common/tags.js';

/** Certificate Manager has the tags of a certificate only in a separate call. */
export async function certificateTags({ acm }: Cloud, CertificateArn: string): Promise<Tags> {
  const { Tags: tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
  return fromUpper(tags);
}

export async function retagCertificate(
  { acm }: Cloud,
  CertificateArn: string,
  set: Tags,
  remove: TagKeys,
): Promise<void> {
  if (isAny(set)) await acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: upperTags(set) }));
  const Tags = remove.map((Key) => ({ Key }));
  if (Tags.length > 0) await acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags }));
}
