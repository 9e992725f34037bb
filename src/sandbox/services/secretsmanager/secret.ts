import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  UpdateSecretCommand,
  type CreateSecretRequest,
  type UpdateSecretRequest,
} from '@aws-sdk/client-secrets-manager';
import { AwsError, on, type Context } from '../../service.js';
import { isTakenOnTrust } from '../../taken-on-trust.js';
import {
  checkedTags,
  defaultKeyOnly,
  existingSecret,
  failed,
  invalidRequest,
  secretBy,
  secretName,
  tagList,
  usableSecret,
  versionId,
  wholeArn,
} from './constraint.js';
import { secrets, type SecretRow } from './tables.js';
import { addVersion, keptValue, sameValue } from './values.js';

/**
 * Secrets, without rotation, replicas and policies of their own.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 */
export const secretOperations = [
  on(CreateSecretCommand, createSecret),

  on(DescribeSecretCommand, ({ SecretId = '' }, context) => {
    if (isTakenOnTrust(context) && !secretBy(context, SecretId)) return assumed(context, SecretId);
    const row = existingSecret(context, SecretId);
    const stages = Object.entries(row.versions).filter(([, it]) => it.stages.length > 0);
    const VersionIdsToStages = Object.fromEntries(stages.map(([id, it]) => [id, [...it.stages]]));
    return { ...described(row), ...(stages.length > 0 && { VersionIdsToStages }) };
  }),

  on(UpdateSecretCommand, updateSecret),

  /** None has one: PutResourcePolicy is not in the sandbox. */
  on(GetResourcePolicyCommand, ({ SecretId }, context) => {
    const { arn: ARN, name: Name } = existingSecret(context, SecretId);
    return { ARN, Name };
  }),
];

/** One of the account that a rehearsal has not asked for: nobody knows the six characters at the end of its ARN. */
function assumed({ partition, region, account }: Context, id: string) {
  const ARN = id.startsWith('arn:')
    ? wholeArn(id)
    : `arn:${partition}:secretsmanager:${region}:${account}:secret:${id}-??????`;
  return { ARN, Name: ARN.slice(ARN.lastIndexOf(':') + 1, -'-??????'.length) };
}

/** What DescribeSecret and ListSecrets both tell. */
export const described = (row: SecretRow) => ({
  ...{ ARN: row.arn, Name: row.name, CreatedDate: row.createdAt, LastChangedDate: row.changedAt },
  ...(row.description !== undefined && { Description: row.description }),
  ...(row.accessedAt && { LastAccessedDate: row.accessedAt }),
  ...(row.deletedAt && { DeletedDate: row.deletedAt }),
  ...(Object.keys(row.tags).length > 0 && { Tags: tagList(row.tags) }),
});

function createSecret(input: CreateSecretRequest, context: Context) {
  const name = secretName(input.Name);
  const id = versionId(input.ClientRequestToken, context);
  defaultKeyOnly(input.KmsKeyId);
  if (input.AddReplicaRegions?.length) throw notHere('replicas of secrets');
  if (input.Type !== undefined) throw notHere('secrets of other products');
  const [tags, kept, description] = [checkedTags(input.Tags), keptValue(context, input), checkedDescription(input)];
  const there = secrets(context).get(name);
  if (there?.deletedAt)
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  const same = there?.versions[id];
  if (there && !(same && kept && sameValue(context, same, kept)))
    throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  const row = there ?? added(context, name, { tags, ...description });
  if (kept && !there) addVersion(context, row, id, kept, ['AWSCURRENT']);
  return { ARN: row.arn, Name: name, ...(kept && { VersionId: id }) };
}

function added(context: Context, name: string, more: Pick<SecretRow, 'tags' | 'description'>): SecretRow {
  const { partition, region, account, now } = context;
  const arn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-${suffix(context)}`;
  const row: SecretRow = { arn, name, createdAt: now, changedAt: now, versions: {}, ...more };
  secrets(context).set(name, row);
  return row;
}

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Six characters that another secret of this name will not have, so that a policy for the one is none for the other. */
const suffix = ({ world }: Context): string =>
  [...Buffer.from(world.hex(12), 'hex')].map((byte) => characters[byte % characters.length]).join('');

function updateSecret(input: UpdateSecretRequest, context: Context) {
  const row = usableSecret(context, input.SecretId);
  const id = versionId(input.ClientRequestToken, context);
  defaultKeyOnly(input.KmsKeyId);
  if (input.Type !== undefined) throw notHere('secrets of other products');
  const [kept, description] = [keptValue(context, input), checkedDescription(input)];
  const there = row.versions[id];
  if (there && kept && !sameValue(context, there, kept))
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${row.arn}.`,
    );
  Object.assign(row, description, { changedAt: context.now });
  if (kept && !there) addVersion(context, row, id, kept, ['AWSCURRENT']);
  return { ARN: row.arn, Name: row.name, ...(kept && { VersionId: id }) };
}

function checkedDescription({ Description }: { readonly Description?: string | undefined }) {
  if (Description !== undefined && Description.length > 2048)
    throw failed(Description, 'description', 'Member must have length less than or equal to 2048');
  return Description === undefined ? {} : { description: Description };
}

const notHere = (what: string) => new AwsError('NotImplemented', `the sandbox has no ${what}`, { status: 501 });
