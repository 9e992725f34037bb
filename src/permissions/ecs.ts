import type * as Ecs from '@aws-sdk/client-ecs';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type RequiredPermission,
  type Keys,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';
import { linking, passing } from './roles.js';

/** Requests call things by their names or by their ARNs. */
function arn({ partition, region, account }: PermissionContext, type: string, name: string): string {
  return name.startsWith('arn:') ? name : `arn:${partition}:ecs:${region}:${account}:${type}/${name}`;
}

/** Of a revision, what can be said of it before it is registered: its family. */
const family = (arn: string): string => arn.replace(/:\d+$/, ':*');
/** Of a task: its cluster. */
const anyTask = (arn: string): string => arn.replace(/\/[^/]+$/, '/*');

interface Target {
  readonly arn: string;
  readonly pattern?: string;
}
const demandOn = (
  operation: string,
  around: PermissionContext,
  { arn, pattern = arn }: Target,
  more: Keys = {},
): RequiredPermission => onResource(`ecs:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more }, pattern);

/** An operation on clusters, services, … that its request names. */
const on =
  <Input extends object>(
    type: string,
    member: keyof Input & string,
    pattern: (arn: string) => string = (it) => it,
  ): Rule<Input> =>
  ({ operation, input, context }) =>
    texts(input[member]).map((name) => {
      const itself = arn(context, type, name);
      return demandOn(operation, context, { arn: itself, pattern: pattern(itself) });
    });

/**
 * Something new, and its tags.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
function making(operation: string, resource: string, tags: readonly Ecs.Tag[] = []): RequiredPermission[] {
  const keys = requestTags(tagsFrom(tags));
  const itself = onResource(`ecs:${operation}`, resource, keys);
  return tags.length === 0
    ? [itself]
    : [itself, onResource('ecs:TagResource', resource, { ...keys, 'ecs:CreateAction': operation })];
}

/**
 * ECS makes its role when the first cluster of an account is created. Refused that, AWS does make the cluster, and
 * refuses its first service; here it says so at once.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
 */
const createsCluster: Rule<Ecs.CreateClusterRequest> = ({ operation, input, context }) => [
  ...making(operation, arn(context, 'cluster', input.clusterName ?? 'default'), input.tags),
  ...linking(context, 'ecs.amazonaws.com'),
];

const createsService: Rule<Ecs.CreateServiceRequest> = ({ operation, input, context }) => {
  const cluster = nameOf(input.cluster);
  const keys = { 'ecs:cluster': arn(context, 'cluster', cluster) };
  const made = making(operation, arn(context, 'service', `${cluster}/${input.serviceName}`), input.tags);
  return made.map((it) => ({ ...it, keys: { ...it.keys, ...(it.action === 'ecs:CreateService' ? keys : {}) } }));
};

const registersTaskDefinition: Rule<Ecs.RegisterTaskDefinitionRequest> = ({ operation, input, context }) => [
  ...making(operation, arn(context, 'task-definition', `${input.family}:*`), input.tags),
  ...texts([input.executionRoleArn, input.taskRoleArn]).map((role) => passing(role, 'ecs-tasks.amazonaws.com')),
];

/**
 * ECS tags the group that it is going to scale, as the caller.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
const createsCapacityProvider: Rule<Ecs.CreateCapacityProviderRequest> = ({ operation, input, context }) => [
  ...making(operation, arn(context, 'capacity-provider', input.name ?? ''), input.tags),
  ...texts(input.autoScalingGroupProvider?.autoScalingGroupArn).map((group) =>
    onResource('autoscaling:CreateOrUpdateTags', group, resourceTags(context.tagsOf(group)), withoutId(group)),
  ),
];

/** The id before a group's name is AWS's. */
const withoutId = (group: string): string => group.replace(/autoScalingGroup:[^:]+:/, 'autoScalingGroup:*:');

/** Services in the cluster that the request names beside them. */
interface OnServices {
  readonly cluster?: string;
  readonly service?: string;
  readonly services?: readonly string[];
}
const onService =
  (member: 'service' | 'services'): Rule<OnServices> =>
  ({ operation, input, context }) =>
    texts(input[member]).map((name) => {
      const inCluster = name.startsWith('arn:') ? name : `${nameOf(input.cluster)}/${name}`;
      return demandOn(operation, context, { arn: arn(context, 'service', inCluster) });
    });

/** What tasks run on is asked for, also where there are no instances. */
const listsTasks: Rule<Ecs.ListTasksRequest> = ({ operation, input, context }) => {
  const cluster = nameOf(input.cluster);
  const keys = { 'ecs:cluster': arn(context, 'cluster', cluster) };
  return [onResource(`ecs:${operation}`, arn(context, 'container-instance', `${cluster}/*`), keys)];
};

/** Any service of a cluster. */
const listsServices: Rule<Ecs.ListServicesRequest> = ({ operation, input, context }) => [
  onResource(`ecs:${operation}`, '*', { 'ecs:cluster': arn(context, 'cluster', nameOf(input.cluster)) }),
];

/** Instances have ids that nobody knows beforehand. */
const describesInstances: Rule<Ecs.DescribeContainerInstancesRequest> = ({ operation, input, context }) => [
  onResource(`ecs:${operation}`, arn(context, 'container-instance', `${nameOf(input.cluster)}/*`)),
];

/** In a task, and in its cluster. */
const executes: Rule<Ecs.ExecuteCommandRequest> = ({ operation, input, context }) => {
  const cluster = arn(context, 'cluster', nameOf(input.cluster));
  const named = input.task ?? '';
  const task = arn(context, 'task', named.startsWith('arn:') ? named : `${nameOf(input.cluster)}/${named}`);
  const keys = { 'ecs:cluster': cluster, 'ecs:container-name': input.container ?? '' };
  return [{ arn: cluster }, { arn: task, pattern: anyTask(task) }].map((it) => demandOn(operation, context, it, keys));
};

/**
 * Whoever starts a task hands its roles over, as the revision says them.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html (PassRole),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
const runsTask: Rule<Ecs.RunTaskRequest> = ({ operation, input, context }) => {
  const cluster = nameOf(input.cluster);
  const keys = { 'ecs:cluster': arn(context, 'cluster', cluster) };
  const revision = arn(context, 'task-definition', input.taskDefinition ?? '');
  const [itself, ...tagging] = making(operation, arn(context, 'task', `${cluster}/*`), input.tags);
  return [
    ...(itself
      ? [{ ...itself, resource: revision, pattern: family(revision), keys: { ...itself.keys, ...keys } }]
      : []),
    ...tagging,
    ...context.rolesOf(revision).map((role) => passing(role, 'ecs-tasks.amazonaws.com')),
  ];
};

const stopsTask: Rule<Ecs.StopTaskRequest> = ({ operation, input, context }) => {
  const cluster = nameOf(input.cluster);
  const named = input.task ?? '';
  const task = arn(context, 'task', named.startsWith('arn:') ? named : `${cluster}/${named}`);
  const keys = { 'ecs:cluster': arn(context, 'cluster', cluster) };
  return [demandOn(operation, context, { arn: task, pattern: anyTask(task) }, keys)];
};

const retags: Rule<Ecs.TagResourceRequest> = ({ operation, input, context }) =>
  texts(input.resourceArn).map((it) =>
    demandOn(operation, context, { arn: it, pattern: family(it) }, requestTags(tagsFrom(input.tags))),
  );

const looks = readOnly('ecs');

const nameOf = (cluster = 'default'): string => cluster.split('/').at(-1) ?? cluster;

/**
 * Amazon ECS.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const ecs: Rules = {
  CreateCapacityProvider: createsCapacityProvider,
  CreateCluster: createsCluster,
  CreateService: createsService,
  DeleteCapacityProvider: on<Ecs.DeleteCapacityProviderRequest>('capacity-provider', 'capacityProvider'),
  DeleteCluster: on<Ecs.DeleteClusterRequest>('cluster', 'cluster'),
  DeleteService: onService('service'),
  DeleteTaskDefinitions: on<Ecs.DeleteTaskDefinitionsRequest>('task-definition', 'taskDefinitions', family),
  DeleteAccountSetting: looks,
  DeregisterTaskDefinition: looks,
  DescribeCapacityProviders: on<Ecs.DescribeCapacityProvidersRequest>('capacity-provider', 'capacityProviders'),
  DescribeClusters: on<Ecs.DescribeClustersRequest>('cluster', 'clusters'),
  DescribeContainerInstances: describesInstances,
  DescribeServiceRevisions: on<Ecs.DescribeServiceRevisionsRequest>('service-revision', 'serviceRevisionArns'),
  DescribeServices: onService('services'),
  DescribeTaskDefinition: looks,
  DescribeTasks: on<Ecs.DescribeTasksRequest>('task', 'tasks', anyTask),
  ExecuteCommand: executes,
  GetTaskProtection: on<Ecs.GetTaskProtectionRequest>('task', 'tasks', anyTask),
  ListAccountSettings: looks,
  ListClusters: looks,
  ListContainerInstances: on<Ecs.ListContainerInstancesRequest>('cluster', 'cluster'),
  ListServices: listsServices,
  ListTaskDefinitions: looks,
  ListTasks: listsTasks,
  PutAccountSetting: looks,
  PutAccountSettingDefault: looks,
  PutClusterCapacityProviders: on<Ecs.PutClusterCapacityProvidersRequest>('cluster', 'cluster'),
  RegisterTaskDefinition: registersTaskDefinition,
  RunTask: runsTask,
  StopTask: stopsTask,
  StopServiceDeployment: on<Ecs.StopServiceDeploymentRequest>('service-deployment', 'serviceDeploymentArn'),
  TagResource: retags,
  UntagResource: retags,
  UpdateCapacityProvider: on<Ecs.UpdateCapacityProviderRequest>('capacity-provider', 'name'),
  UpdateCluster: on<Ecs.UpdateClusterRequest>('cluster', 'cluster'),
  UpdateService: onService('service'),
  UpdateTaskProtection: on<Ecs.UpdateTaskProtectionRequest>('task', 'tasks', anyTask),
};
