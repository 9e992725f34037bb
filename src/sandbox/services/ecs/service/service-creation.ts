import { CreateServiceCommand, type CreateServiceRequest } from '@aws-sdk/client-ecs';
import { isKnown } from '../../../delays.js';
import { refuseBeyond } from '../../../quotas.js';
import { on, type Context } from '../../../service.js';
import { canUseRoleOfEcs, makeRoleOfEcs } from '../../iam/service-linked-role.js';
import { newDeployment } from './deployments.js';
import { checkedTags, checkToken, invalidParameter, notInSandbox, present } from '../input.js';
import { activeCluster, serviceArn, serviceNamed } from '../names.js';
import { checkedPlacement } from '../task/placement-rules.js';
import { scheduleReconcile } from './scheduler.js';
import { checkedLoadBalancers, checkGracePeriod } from './service-load-balancers.js';
import { checkedRegistries } from './service-registries.js';
import {
  activeDefinition,
  checkCompatible,
  checkedCapacity,
  checkedDeploymentConfiguration,
  checkedNetwork,
  checkedPlatform,
} from './service-rules.js';
import { shownService } from './services.js';
import { services, type ClusterRow, type Revision, type ServiceRow } from '../tables.js';

export const serviceCreationOperations = [
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
  on(CreateServiceCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const name = checkedName(input.serviceName);
    checkToken(input.clientToken, 36);
    const earlier = serviceNamed(context, cluster, name);
    if (earlier && earlier.service.status !== 'INACTIVE') return { service: repeated(context, earlier, input) };
    if (!isKnown(context, 'service-name-free', serviceArn(context, cluster, name))) throw notIdempotent();
    refuseUnknown(input);
    requireRoleOfEcs(context);
    const revision = checkedRevision(context, input, cluster);
    checkGracePeriod(input.healthCheckGracePeriodSeconds, revision.loadBalancers);
    refuseTooManyServices(context, cluster);
    const row = rowOf(context, input, { cluster, name, revision });
    services(context).set(row.service.serviceArn, row);
    scheduleReconcile(context, row);
    return { service: shownService(context, row, ['TAGS']) };
  }),
];

function refuseTooManyServices(context: Context, { cluster: { clusterArn } }: ClusterRow): void {
  const there = services(context).all(
    ({ service }) => service.clusterArn === clusterArn && service.status !== 'INACTIVE',
  );
  const reached = (quota: number) => `The maximum number of services of a cluster, ${quota}, has been reached.`;
  refuseBeyond(context, 'services', there.length + 1, reached);
}

/**
 * How many tasks a service shall have.
 * @throws AwsError `InvalidParameterException` below 0, and beyond the quota
 */
export function checkedCount(context: Context, count: number): number {
  if (count < 0) throw invalidParameter('Desired count must be 0 or more.');
  refuseBeyond(context, 'tasks-per-service', count, (quota) => `The desired count cannot be more than ${quota}.`);
  return count;
}

/** Source: https://github.com/hashicorp/terraform-provider-aws/issues/11417 */
function requireRoleOfEcs(context: Context): void {
  makeRoleOfEcs(context);
  if (!canUseRoleOfEcs(context))
    throw invalidParameter(
      'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    );
}

const notIdempotent = () => invalidParameter('Creation of service was not idempotent.');

/** The same request again, told by its token, is answered with what it made. */
function repeated(context: Context, earlier: ServiceRow, { clientToken }: CreateServiceRequest) {
  if (earlier.service.status === 'DRAINING')
    throw invalidParameter('Unable to Start a service that is still Draining.');
  if (clientToken === undefined || clientToken === '' || clientToken !== earlier.clientToken) throw notIdempotent();
  return shownService(context, earlier, ['TAGS']);
}

function checkedName(name: string | undefined): string {
  const text = present(name, 'Service name');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(text)) throw invalidParameter('Invalid service name.');
  return text;
}

/** @throws AwsError 501 for what ECS has and the sandbox has not */
export function refuseUnknown(input: Partial<CreateServiceRequest>): void {
  if ((input.deploymentController?.type ?? 'ECS') !== 'ECS')
    throw notInSandbox('deployment controllers other than ECS');
  if (input.schedulingStrategy === 'DAEMON') throw notInSandbox('daemon services: they need container instances');
  if (input.serviceConnectConfiguration?.enabled) throw notInSandbox('Service Connect');
  if (input.volumeConfigurations?.length) throw notInSandbox('EBS volumes for tasks');
  if (input.vpcLatticeConfigurations?.length) throw notInSandbox('VPC Lattice');
  if (input.gatewayConnectors?.length) throw notInSandbox('ECS gateways');
  if (input.monitoring) throw notInSandbox('monitoring configurations');
}

function checkedRevision(context: Context, input: CreateServiceRequest, cluster: ClusterRow): Revision {
  const definition = activeDefinition(context, input.taskDefinition);
  const capacity = checkedCapacity(input, cluster);
  checkCompatible(definition, capacity);
  checkedPlacement(input, capacity);
  return {
    taskDefinition: definition.definition.taskDefinitionArn,
    ...capacity,
    network: checkedNetwork(context, input.networkConfiguration, capacity),
    ...checkedPlatform(input.platformVersion, capacity),
    serviceRegistries: checkedRegistries(context, input.serviceRegistries, definition),
    loadBalancers: checkedLoadBalancers(context, input.loadBalancers, definition),
  };
}

interface Checked {
  readonly cluster: ClusterRow;
  readonly name: string;
  readonly revision: Revision;
}

function rowOf(context: Context, input: CreateServiceRequest, checked: Checked): ServiceRow {
  const tags = checkedTags(input.tags);
  const service = serviceOf(context, input, checked);
  return {
    service,
    deployments: [newDeployment(context, service, checked.revision)],
    events: [],
    tags,
    ...(input.clientToken !== undefined && { clientToken: input.clientToken }),
    steady: false,
    launched: 0,
  };
}

function serviceOf(context: Context, input: CreateServiceRequest, { cluster, name }: Checked): ServiceRow['service'] {
  if (input.desiredCount === undefined) throw invalidParameter('Desired count must be 0 or more.');
  return {
    serviceArn: serviceArn(context, cluster, name),
    serviceName: name,
    clusterArn: cluster.cluster.clusterArn,
    status: 'ACTIVE',
    desiredCount: checkedCount(context, input.desiredCount),
    deploymentConfiguration: checkedDeploymentConfiguration(input.deploymentConfiguration),
    createdAt: context.now,
    createdBy: `arn:${context.partition}:iam::${context.account}:user/sandbox`,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'ENABLED',
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    propagateTags: input.propagateTags ?? 'NONE',
    placementConstraints: input.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? [],
  };
}
