import {
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type PutSecretValueRequest,
} from '@aws-sdk/client-secrets-manager';
import { AwsError, on, type Context } from '../../service.js';
import { page } from '../page.js';
import { existingSecret, invalidParameter, usableSecret, versionId, within } from './constraint.js';
import { addVersion, keptValue, sameValue, shownValue, versionOf } from './values.js';

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const secretValueOperations = [
  on(GetSecretValueCommand, (input, context) => {
    const row = usableSecret(context, input.SecretId);
    const { id, version } = versionOf(row, input);
    row.accessedAt = version.accessedAt = midnight(context.now);
    const { arn: ARN, name: Name } = row;
    const shown = { VersionId: id, VersionStages: [...version.stages], CreatedDate: version.createdAt };
    return { ARN, Name, ...shown, ...shownValue(context, version) };
  }),

  on(PutSecretValueCommand, putSecretValue),

  /** Versions without a stage are those that AWS may forget. */
  on(ListSecretVersionIdsCommand, (input, context) => {
    const row = existingSecret(context, input.SecretId);
    const all = Object.entries(row.versions).filter(([, { stages }]) => stages.length > 0 || input.IncludeDeprecated);
    const { items, next } = page(all, ([id]) => id, {
      size: within(input.MaxResults, 'maxResults', [1, 100], 100),
      token: input.NextToken,
      invalid: () => new AwsError('InvalidNextTokenException', 'The next token is invalid.'),
    });
    const Versions = items.map(([VersionId, { stages, createdAt, accessedAt }]) => ({
      ...{ VersionId, VersionStages: [...stages], CreatedDate: createdAt },
      ...(accessedAt && { LastAccessedDate: accessedAt }),
    }));
    return { ARN: row.arn, Name: row.name, Versions, ...(next !== undefined && { NextToken: next }) };
  }),
];

/** AWS tells the day of the last reading only. */
const midnight = (time: Date): Date => new Date(`${time.toISOString().slice(0, 10)}T00:00:00Z`);

function putSecretValue(input: PutSecretValueRequest, context: Context) {
  const row = usableSecret(context, input.SecretId);
  const id = versionId(input.ClientRequestToken, context);
  const kept = keptValue(context, input);
  if (!kept) throw invalidParameter('You must provide either SecretString or SecretBinary.');
  const stages = input.VersionStages ?? ['AWSCURRENT'];
  if (stages.length < 1 || stages.length > 20) throw invalidParameter('A version has 1 to 20 staging labels.');
  const there = row.versions[id];
  if (there && !sameValue(context, there, kept))
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${row.arn}.`,
    );
  if (!there) addVersion(context, row, id, kept, stages);
  return { ARN: row.arn, Name: row.name, VersionId: id, VersionStages: [...(row.versions[id]?.stages ?? [])] };
}
