import type * as SecretsManager from '@aws-sdk/client-secrets-manager';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type Keys,
  type PermissionContext,
  type RequiredPermission,
  type Rule,
  type Rules,
} from './required-permission.js';

/** A name stands for an ARN whose last six characters AWS has chosen. */
function demandOn(operation: string, around: PermissionContext, id: string, more: Keys = {}): RequiredPermission {
  const { partition, region, account } = around;
  const arn = id.startsWith('arn:') ? id : `arn:${partition}:secretsmanager:${region}:${account}:secret:${id}-??????`;
  return onResource(`secretsmanager:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more });
}

const on: Rule<{ readonly SecretId?: string }> = ({ operation, input, context }) =>
  texts(input.SecretId).map((id) => demandOn(operation, context, id));

const retags: Rule<SecretsManager.TagResourceRequest> = ({ operation, input, context }) =>
  texts(input.SecretId).map((id) => demandOn(operation, context, id, requestTags(tagsFrom(input.Tags))));

const creates: Rule<SecretsManager.CreateSecretRequest> = ({ operation, input, context }) => {
  const { Name = '', Tags = [] } = input;
  const keys = requestTags(tagsFrom(Tags));
  const itself = demandOn(operation, context, Name, keys);
  return Tags.length === 0 ? [itself] : [itself, demandOn('TagResource', context, Name, keys)];
};

/** AWS Secrets Manager. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const secretsmanager: Rules = {
  CreateSecret: creates,
  DeleteSecret: on,
  DescribeSecret: on,
  GetResourcePolicy: on,
  GetSecretValue: on,
  ListSecrets: readOnly('secretsmanager'),
  ListSecretVersionIds: on,
  PutSecretValue: on,
  RestoreSecret: on,
  TagResource: retags,
  UntagResource: on,
  UpdateSecret: on,
};
