import { AwsError, type Context } from '../../../service.js';
import { isTakenOnTrust } from '../../../taken-on-trust.js';
import { secretBy, wholeArn } from '../../secretsmanager/constraint.js';
import { shownValue, versionOf } from '../../secretsmanager/values.js';
import { parameterArn } from '../../ssm/parameter-names.js';
import { parameters } from '../../ssm/tables.js';
import { denialOf, type FetchingRole } from './fetching-role.js';
import { secretReference, type SecretReference } from './secret-references.js';

/**
 * Why a secret or a parameter is not given to a container: the role may not read it, or it is not there. What is in other
 * accounts the sandbox cannot know, and takes to be there. The texts are those that Fargate shows.
 * Sources: https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets,
 * https://github.com/GiamPy5/terraform-aws-directus/issues/10
 */
const start =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';
const once = 'service call has been retried 1 time(s):';

type Secret = Extract<SecretReference, { is: 'secret' }>;
type Parameter = Extract<SecretReference, { is: 'parameter' }>;

export function secretProblem(context: Context, by: FetchingRole, valueFrom: string): string | undefined {
  const reference = secretReference(valueFrom);
  const text =
    reference.is === 'secret' ? failedSecret(context, by, reference) : failedParameter(context, by, reference);
  return text === undefined
    ? undefined
    : `${start} unable to retrieve ${reference.is === 'secret' ? 'secret from asm' : 'secrets from ssm'}: ${once} ${text}`;
}

/** The login for a registry outside AWS is a secret as well. */
export function credentialsProblem(context: Context, by: FetchingRole, valueFrom: string): string | undefined {
  const reference = secretReference(valueFrom);
  if (reference.is !== 'secret') return undefined;
  const text = failedSecret(context, by, reference);
  return text === undefined
    ? undefined
    : `${start} unable to get registry auth from asm: ${once} asm fetching secret from the service for ${reference.arn}: ${text}`;
}

function failedSecret(context: Context, by: FetchingRole, reference: Secret): string | undefined {
  const there = { ...context, region: reference.region };
  const isOurs = reference.account === context.account;
  const row = isOurs ? secretBy(there, reference.arn) : undefined;
  // IAM compares the whole ARN of a secret that is there.
  const resource = row?.arn ?? (isOurs && !isTakenOnTrust(context) ? reference.arn : wholeArn(reference.arn));
  const denied = denialOf(context, by, { action: 'secretsmanager:GetSecretValue', resource, tags: row?.tags });
  const failed = `failed to fetch secret ${reference.arn} from secrets manager:`;
  if (denied !== undefined) return `${failed} ${denied}`;
  if (!row) {
    if (!isOurs || isTakenOnTrust(context)) return undefined;
    return `${failed} ResourceNotFoundException: Secrets Manager can't find the specified secret.`;
  }
  if (row.deletedAt)
    return (
      `${failed} InvalidRequestException: You can't perform this operation on the secret because it was marked for ` +
      'deletion.'
    );
  try {
    const { version } = versionOf(row, reference);
    if (reference.key === undefined || hasMember(shownValue(there, version).SecretString, reference.key))
      return undefined;
    return `retrieved secret from Secrets Manager did not contain json key ${reference.key}`;
  } catch (error) {
    if (error instanceof AwsError) return `${failed} ${error.code}: ${error.message}`;
    throw error;
  }
}

function hasMember(text = '', key: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  } catch {
    return false;
  }
}

function failedParameter(context: Context, by: FetchingRole, reference: Parameter): string | undefined {
  const { region = context.region, account = context.account, name } = reference;
  const there = { ...context, region };
  const row = account === context.account ? parameters(there).get(name) : undefined;
  const resource = parameterArn({ ...there, account }, name);
  const denied = denialOf(context, by, { action: 'ssm:GetParameters', resource, tags: row?.tags });
  if (denied !== undefined) return denied;
  // Those below `/aws` are AWS's own.
  const isUnknown = account !== context.account || name.startsWith('/aws/') || isTakenOnTrust(context);
  return row || isUnknown ? undefined : `invalid ssm parameters: ${name}`;
}
