import { AwsError, type Context } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import type { Tag } from '@aws-sdk/client-efs';
import { page } from '../page.js';
import {
  accessPoints,
  fileSystems,
  mountTargets,
  type AccessPointRow,
  type FileSystemRow,
  type MountTargetRow,
} from './tables.js';

/** The errors of EFS say their code beside the message. Source: https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html */
export const failure = (code: string, message: string, more: { readonly [member: string]: string } = {}): AwsError =>
  new AwsError(code, message, { members: { ErrorCode: code, Message: message, ...more } });

export const badRequest = (message: string): AwsError => failure('BadRequest', message);

export const notInSandbox = (what: string): AwsError =>
  new AwsError('NotImplemented', `the sandbox's EFS does not have ${what}`, { status: 501 });

/** `arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0` */
export const arnOf = ({ partition, region, account }: Context, resource: string): string =>
  `arn:${partition}:elasticfilesystem:${region}:${account}:${resource}`;

/** An id, also where the request has the ARN of it, as EFS takes both. */
export const idIn = (id = ''): string => id.slice(id.lastIndexOf('/') + 1);

/** @throws AwsError `FileSystemNotFound`. The words are those of the console, as others show them: aws/aws-cli #8134 (believed). */
export function existingFileSystem(context: Context, id: string | undefined): FileSystemRow {
  const row = fileSystems(context).get(idIn(id));
  if (!row) throw failure('FileSystemNotFound', `File system '${idIn(id)}' does not exist.`);
  return row;
}

export function existingMountTarget(context: Context, id: string | undefined): MountTargetRow {
  const row = mountTargets(context).get(idIn(id));
  if (!row) throw failure('MountTargetNotFound', `Mount target '${idIn(id)}' does not exist.`);
  return row;
}

export function existingAccessPoint(context: Context, id: string | undefined): AccessPointRow {
  const row = accessPoints(context).get(idIn(id));
  if (!row) throw failure('AccessPointNotFound', `Access point '${idIn(id)}' does not exist.`);
  return row;
}

/** @throws AwsError `BadRequest` */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const problem = tagSyntaxProblem(asMap(tags));
  if (problem !== undefined) throw badRequest(problem);
  if (tags.length > 50) throw badRequest('At most 50 tags are allowed.');
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

export const asMap = (tags: readonly Tag[]): { [key: string]: string } =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

/** A list by markers, of `MaxItems` entries: at most 100. */
export function byMarker<T>(
  rows: readonly T[],
  key: (row: T) => string,
  asked: { MaxItems?: number | undefined; Marker?: string | undefined },
) {
  const { MaxItems: size = 100, Marker: token } = asked;
  if (size < 1) throw badRequest('MaxItems must be at least 1.');
  const { items, next } = page(rows, key, {
    size: Math.min(size, 100),
    token,
    invalid: () => badRequest('Invalid marker.'),
  });
  return {
    items,
    more: { ...(token !== undefined && { Marker: token }), ...(next !== undefined && { NextMarker: next }) },
  };
}

/** The same of the operations that have tokens. */
export function byToken<T>(
  rows: readonly T[],
  key: (row: T) => string,
  { MaxResults: size = 100, NextToken: token }: { MaxResults?: number | undefined; NextToken?: string | undefined },
) {
  if (size < 1) throw badRequest('MaxResults must be at least 1.');
  return page(rows, key, { size: Math.min(size, 100), token, invalid: () => badRequest('Invalid token.') });
}
