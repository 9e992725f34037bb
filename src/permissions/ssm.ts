import type * as Ssm from '@aws-sdk/client-ssm';
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

/** Those that AWS publishes for everybody belong to no account: some ARNs of them have one all the same. */
function demandOn(operation: string, around: PermissionContext, name: string, more: Keys = {}): RequiredPermission {
  const { partition, region, account } = around;
  const arn = (owner: string) => `arn:${partition}:ssm:${region}:${owner}:parameter/${name.replace(/^\//, '')}`;
  if (name.startsWith('arn:'))
    return onResource(`ssm:${operation}`, name, { ...resourceTags(around.tagsOf(name)), ...more });
  return name.startsWith('/aws/service/')
    ? onResource(`ssm:${operation}`, arn(''), {}, arn('*'))
    : onResource(`ssm:${operation}`, arn(account), { ...resourceTags(around.tagsOf(arn(account))), ...more });
}

/** A version's number or label after the name is no part of the ARN. */
const bare = (name: string): string => (name.startsWith('arn:') ? name : (name.split(':', 1)[0] ?? ''));

const on: Rule<{ readonly Name?: string; readonly Names?: readonly string[]; readonly Path?: string }> = ({
  operation,
  input,
  context,
}) => texts(input.Names ?? input.Name ?? input.Path).map((name) => demandOn(operation, context, bare(name)));

const puts: Rule<Ssm.PutParameterRequest> = ({ operation, input, context }) => {
  const { Name = '', Tags = [] } = input;
  const keys = requestTags(tagsFrom(Tags));
  const itself = demandOn(operation, context, bare(Name), keys);
  return Tags.length === 0 ? [itself] : [itself, demandOn('AddTagsToResource', context, bare(Name), keys)];
};

const retags: Rule<Ssm.AddTagsToResourceRequest> = ({ operation, input, context }) =>
  texts(input.ResourceId).map((id) => demandOn(operation, context, id, requestTags(tagsFrom(input.Tags))));

/** AWS Systems Manager. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssm: Rules = {
  AddTagsToResource: retags,
  DeleteParameter: on,
  DeleteParameters: on,
  DescribeInstanceInformation: readOnly('ssm'),
  DescribeParameters: readOnly('ssm'),
  GetParameter: on,
  GetParameterHistory: on,
  GetParameters: on,
  GetParametersByPath: on,
  ListTagsForResource: retags,
  PutParameter: puts,
  RemoveTagsFromResource: retags,
};
