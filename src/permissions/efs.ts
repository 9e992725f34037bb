import type * as Efs from '@aws-sdk/client-efs';
import {
  onResource,
  requestTags,
  resourceTags,
  tagsFrom,
  type Keys,
  type PermissionContext,
  type RequiredPermission,
  type Rule,
  type Rules,
} from './required-permission.js';

/** An id, or an ARN, as EFS takes both. */
function demandOn(
  operation: string,
  context: PermissionContext,
  kind: 'file-system' | 'access-point',
  id = '*',
  more: Keys = {},
): RequiredPermission {
  const { partition, region, account } = context;
  const arn = id.startsWith('arn:') ? id : `arn:${partition}:elasticfilesystem:${region}:${account}:${kind}/${id}`;
  return onResource(`elasticfilesystem:${operation}`, arn, { ...resourceTags(context.tagsOf(arn)), ...more });
}

interface OnSystem {
  readonly FileSystemId?: string | undefined;
}
const onSystem: Rule<OnSystem> = ({ operation, input, context }) => [
  demandOn(operation, context, 'file-system', input.FileSystemId),
];

/** A mount target has no ARN: IAM is asked about its file system, which the request does not name. */
const onMountTarget: Rule<object> = ({ operation, context }) => [demandOn(operation, context, 'file-system')];

const describesTargets: Rule<Efs.DescribeMountTargetsRequest> = ({ operation, input, context }) => [
  input.AccessPointId === undefined
    ? demandOn(operation, context, 'file-system', input.FileSystemId)
    : demandOn(operation, context, 'access-point', input.AccessPointId),
];

const onAccessPoint: Rule<Efs.DescribeAccessPointsRequest> = ({ operation, input, context }) => [
  input.AccessPointId === undefined
    ? demandOn(operation, context, 'file-system', input.FileSystemId)
    : demandOn(operation, context, 'access-point', input.AccessPointId),
];

const makesSystem: Rule<Efs.CreateFileSystemRequest> = ({ operation, input, context }) => {
  const keys = requestTags(tagsFrom(input.Tags));
  const itself = demandOn(operation, context, 'file-system', '*', keys);
  return input.Tags?.length ? [itself, demandOn('TagResource', context, 'file-system', '*', keys)] : [itself];
};

const makesAccessPoint: Rule<Efs.CreateAccessPointRequest> = ({ operation, input, context }) => {
  const keys = requestTags(tagsFrom(input.Tags));
  const itself = demandOn(operation, context, 'file-system', input.FileSystemId, keys);
  return input.Tags?.length ? [itself, demandOn('TagResource', context, 'access-point', '*', keys)] : [itself];
};

/** It makes an interface in the name of whoever asks. Source: https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html */
const makesTarget: Rule<Efs.CreateMountTargetRequest> = ({ operation, input, context }) => {
  const { partition, region, account } = context;
  const ec2 = (action: string, resource: string) => onResource(`ec2:${action}`, resource);
  return [
    demandOn(operation, context, 'file-system', input.FileSystemId),
    ec2('CreateNetworkInterface', `arn:${partition}:ec2:${region}:${account}:subnet/${input.SubnetId ?? '*'}`),
    ec2('CreateNetworkInterface', `arn:${partition}:ec2:${region}:${account}:network-interface/*`),
    ec2('DescribeNetworkInterfaces', '*'),
    ec2('DescribeSubnets', '*'),
  ];
};

interface OnAny {
  readonly ResourceId?: string | undefined;
  readonly Tags?: readonly Efs.Tag[] | undefined;
}
const onAny: Rule<OnAny> = ({ operation, input: { ResourceId = '*', Tags }, context }) => [
  demandOn(
    operation,
    context,
    ResourceId.includes('fsap-') ? 'access-point' : 'file-system',
    ResourceId,
    requestTags(tagsFrom(Tags ? [...Tags] : undefined)),
  ),
];

/** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html */
export const efs: Rules = {
  CreateAccessPoint: makesAccessPoint,
  CreateFileSystem: makesSystem,
  CreateMountTarget: makesTarget,
  DeleteAccessPoint: onAccessPoint,
  DeleteFileSystem: onSystem,
  DeleteMountTarget: onMountTarget,
  DescribeAccessPoints: onAccessPoint,
  DescribeFileSystems: onSystem,
  DescribeMountTargets: describesTargets,
  DescribeMountTargetSecurityGroups: onMountTarget,
  ListTagsForResource: onAny,
  ModifyMountTargetSecurityGroups: onMountTarget,
  TagResource: onAny,
  UntagResource: onAny,
};
