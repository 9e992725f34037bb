import { DeleteSecretCommand, RestoreSecretCommand, type DeleteSecretRequest } from '@aws-sdk/client-secrets-manager';
import { backgroundTimer, on, type Context } from '../../service.js';
import { existingSecret, invalidParameter, present, secretBy, usableSecret } from './constraint.js';
import { secrets } from './tables.js';

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export const deletionOperations = [
  on(DeleteSecretCommand, deleteSecret),

  on(RestoreSecretCommand, ({ SecretId }, context) => {
    const row = existingSecret(context, SecretId);
    delete row.deletedAt;
    return { ARN: row.arn, Name: row.name };
  }),
];

const daySeconds = 24 * 3600;

/** A secret that was deleted is gone at the end of its recovery window, unless it was restored. */
export const secretForgotten = backgroundTimer<{ name: string; deletedAt: number }>(
  'secretsmanager/secret-forgotten',
  (context, { name, deletedAt }) => {
    if (secrets(context).get(name)?.deletedAt?.getTime() === deletedAt) secrets(context).delete(name);
  },
);

function deleteSecret(input: DeleteSecretRequest, context: Context) {
  const { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery = false } = input;
  if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined)
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (RecoveryWindowInDays !== undefined && (RecoveryWindowInDays < 7 || RecoveryWindowInDays > 30))
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  if (ForceDeleteWithoutRecovery) return forced(present(SecretId, 'secretId'), context);
  const row = usableSecret(context, SecretId);
  row.deletedAt = context.now;
  const days = RecoveryWindowInDays ?? 30;
  context.after(days * daySeconds, secretForgotten, { name: row.name, deletedAt: context.now.getTime() });
  const DeletionDate = new Date(context.now.getTime() + days * daySeconds * 1000);
  return { ARN: row.arn, Name: row.name, DeletionDate };
}

/** AWS does not say that there is none, so that a request can be repeated. */
function forced(id: string, context: Context) {
  const row = secretBy(context, id);
  if (row) secrets(context).delete(row.name);
  const named = row ? { ARN: row.arn, Name: row.name } : id.startsWith('arn:') ? { ARN: id } : { Name: id };
  return { ...named, DeletionDate: context.now };
}
