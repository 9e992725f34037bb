import type { Tag } from '@aws-sdk/client-secrets-manager';
import { AwsError, type Context } from '../../service.js';
import { constraints } from '../constraint.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { secrets, type SecretRow, type Tags } from './tables.js';

export const { present, matching, within, failed } = constraints('ValidationException');

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message);
export const notFound = (message = "Secrets Manager can't find the specified secret.") =>
  new AwsError('ResourceNotFoundException', message);

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export function secretName(value: string | undefined): string {
  const name = present(value, 'name');
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
    throw failed(
      name,
      'name',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  return name;
}

/** The id of a version: chosen by the client, 32 to 64 characters. */
export function versionId(token: string | undefined, context: Context): string {
  if (token === undefined) return uuid(context);
  if (token.length < 32 || token.length > 64)
    throw invalidParameter('ClientRequestToken must be 32-64 characters long.');
  return token;
}

const uuid = ({ world }: Context): string => {
  const hex = world.hex(32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/**
 * A secret by its name, its ARN, or its ARN without the six characters that AWS has added.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export function secretBy(context: Context, id: string): SecretRow | undefined {
  if (!id.startsWith('arn:')) return secrets(context).get(id);
  return secrets(context).find(({ arn }) => arn === id || arn.slice(0, -'-AbCdEf'.length) === id);
}

/** An ARN as it is once Secrets Manager has added its six characters, which a rehearsal does not know. */
export const wholeArn = (arn: string): string => (/-(?:[A-Za-z0-9]{6}|\?{6})$/.test(arn) ? arn : `${arn}-??????`);

/** @throws AwsError `ResourceNotFoundException` */
export function existingSecret(context: Context, id: string | undefined): SecretRow {
  const row = secretBy(context, present(id, 'secretId'));
  if (!row) throw notFound();
  return row;
}

/** @throws AwsError `ResourceNotFoundException`, or `InvalidRequestException` for one that is deleted */
export function usableSecret(context: Context, id: string | undefined): SecretRow {
  const row = existingSecret(context, id);
  if (row.deletedAt)
    throw invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
  return row;
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export function checkedTags(list: readonly Tag[] = [], before: Tags = {}): Tags {
  const keys = list.map(({ Key }) => present(Key, 'tags.key'));
  if (new Set(keys).size < keys.length) throw invalidParameter('You can not have duplicate tag keys.');
  const tags = { ...before, ...Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value])) };
  const fault = tagSyntaxProblem(Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value])));
  if (fault !== undefined) throw invalidParameter(fault);
  if (Object.keys(tags).length > 50) throw invalidParameter('You can not have more than 50 tags on a secret.');
  return tags;
}

/** The sandbox has no KMS: the key that AWS has for secrets is the only one. */
export function defaultKeyOnly(kmsKeyId: string | undefined): void {
  if (kmsKeyId !== undefined && !/(^|:)alias\/aws\/secretsmanager$/.test(kmsKeyId))
    throw new AwsError('NotImplemented', 'the sandbox has no keys of KMS', { status: 501 });
}
