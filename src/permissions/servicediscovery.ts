import type * as CloudMap from '@aws-sdk/client-servicediscovery';
import {
  onAnyResource,
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type RequiredPermission,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';

const arn = ({ partition, region, account }: PermissionContext, type: string, id: string): string =>
  `arn:${partition}:servicediscovery:${region}:${account}:${type}/${id}`;

const demandOn = (operation: string, around: PermissionContext, type: string, id: string): RequiredPermission => {
  const itself = arn(around, type, id);
  return onResource(
    `servicediscovery:${operation}`,
    itself,
    resourceTags(around.tagsOf(itself)),
    arn(around, type, '*'),
  );
};

const on =
  <Input extends object>(type: string, member: keyof Input & string): Rule<Input> =>
  ({ operation, input, context }) =>
    texts(input[member]).map((id) => demandOn(operation, context, type, id));

/** Tags on something new: the reference has no resource for them. */
const tagging = (tags: readonly CloudMap.Tag[] = []): RequiredPermission[] =>
  tags.length === 0 ? [] : [onAnyResource('servicediscovery:TagResource', requestTags(tagsFrom(tags)))];

/**
 * Cloud Map makes the private hosted zone as the caller; to delete it again, it asks for no more than its own.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html
 */
const createsNamespace: Rule<CloudMap.CreatePrivateDnsNamespaceRequest> = ({ operation, input, context }) => [
  onAnyResource(`servicediscovery:${operation}`, requestTags(tagsFrom(input.Tags))),
  ...tagging(input.Tags),
  onAnyResource('route53:CreateHostedZone'),
  hostedZone('GetHostedZone', context),
  onAnyResource('route53:ListHostedZonesByName'),
  onAnyResource('ec2:DescribeVpcs'),
  onAnyResource('ec2:DescribeRegions'),
];
const hostedZone = (action: string, { partition }: PermissionContext): RequiredPermission =>
  onResource(`route53:${action}`, `arn:${partition}:route53:::hostedzone/*`);

/** Both the namespace and the service that does not exist yet are asked for. */
const createsService: Rule<CloudMap.CreateServiceRequest> = ({ operation, input, context }) => {
  const both = [...texts(input.NamespaceId).map((id) => arn(context, 'namespace', id)), arn(context, 'service', '*')];
  const keys = requestTags(tagsFrom(input.Tags));
  return [
    ...both.map((it) => onResource(`servicediscovery:${operation}`, it, keys, it.replace(/\/[^/]+$/, '/*'))),
    ...tagging(input.Tags),
  ];
};

/**
 * Records and health checks of an instance are Route 53's.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html
 */
const deregisters: Rule<CloudMap.DeregisterInstanceRequest> = (call) => [
  ...on<CloudMap.DeregisterInstanceRequest>('service', 'ServiceId')(call),
  hostedZone('ChangeResourceRecordSets', call.context),
  ...['GetHealthCheck', 'DeleteHealthCheck', 'UpdateHealthCheck'].map((action) => onAnyResource(`route53:${action}`)),
];

const retags: Rule<CloudMap.TagResourceRequest> = ({ operation, input }) => [
  onAnyResource(`servicediscovery:${operation}`, requestTags(tagsFrom(input.Tags))),
];

const looks = readOnly('servicediscovery');

/** AWS Cloud Map. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html */
export const servicediscovery: Rules = {
  CreatePrivateDnsNamespace: createsNamespace,
  CreateService: createsService,
  DeleteNamespace: on<CloudMap.DeleteNamespaceRequest>('namespace', 'Id'),
  DeleteService: on<CloudMap.DeleteServiceRequest>('service', 'Id'),
  DeregisterInstance: deregisters,
  DiscoverInstances: looks,
  GetNamespace: on<CloudMap.GetNamespaceRequest>('namespace', 'Id'),
  GetOperation: looks,
  GetService: on<CloudMap.GetServiceRequest>('service', 'Id'),
  ListInstances: on<CloudMap.ListInstancesRequest>('service', 'ServiceId'),
  ListNamespaces: looks,
  ListOperations: looks,
  ListServices: looks,
  ListTagsForResource: looks,
  TagResource: retags,
  UntagResource: retags,
  UpdateService: on<CloudMap.UpdateServiceRequest>('service', 'Id'),
};
