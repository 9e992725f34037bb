import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  LaunchType,
  NetworkConfiguration,
} from '@aws-sdk/client-ecs';
import { isKnown } from '../../../delays.js';
import { AwsError, type Context } from '../../../service.js';
import { subnetOf } from '../../ec2/routing/subnet-routing.js';
import { securityGroups } from '../../ec2/tables.js';
import { checkStrategy, isFargate, type Capacity } from '../capacity/capacity-provider-strategy.js';
import { clientException, invalidParameter, notInSandbox, present } from '../input.js';
import { definitionNamed } from '../names.js';
import type { ClusterRow, Revision, TaskDefinitionRow } from '../tables.js';

/** The checks of CreateService, UpdateService and RunTask. All of them throw before anything is changed. */

/** @throws AwsError `ClientException` for a task definition that is not there or not ACTIVE any more */
export function activeDefinition(context: Context, name: string | undefined): TaskDefinitionRow {
  const row = definitionNamed(context, present(name, 'TaskDefinition'));
  if (!row) throw clientException('TaskDefinition not found.');
  if (row.definition.status !== 'ACTIVE') throw clientException('TaskDefinition is inactive');
  return row;
}

/**
 * @throws AwsError `InvalidParameterException` where the task definition is not for Fargate; 501 for what container
 *   instances could run and the sandbox cannot place
 */
export function checkCompatible({ definition }: TaskDefinitionRow, capacity: Capacity): void {
  if (isFargate(capacity)) {
    if (!definition.compatibilities?.includes('FARGATE'))
      throw invalidParameter('Task definition does not support launch_type FARGATE.');
    return;
  }
  if (definition.networkMode !== 'awsvpc')
    throw notInSandbox(`tasks without a network interface of their own: network mode ${definition.networkMode}`);
  if (definition.placementConstraints?.length)
    throw notInSandbox('cluster query language: placement constraints of the task definition');
}

/**
 * Subnets and security groups that exist, in one VPC.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 * @throws AwsError `InvalidParameterException`
 */
export function checkedNetwork(
  context: Context,
  configuration: NetworkConfiguration | undefined,
  capacity: Capacity,
): AwsVpcConfiguration {
  const network = configuration?.awsvpcConfiguration;
  if (!network)
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  const { subnets = [], securityGroups: groups = [], assignPublicIp = 'DISABLED' } = network;
  if (subnets.length === 0) throw invalidParameter('subnets can not be empty.');
  if (subnets.length > 16) throw invalidParameter('subnets can have at most 16 items.');
  if (groups.length > 5) throw invalidParameter('securityGroups can have at most 5 items.');
  if (assignPublicIp === 'ENABLED' && !isFargate(capacity))
    throw invalidParameter('Assign public IP is not supported for this launch type.');
  const vpcIds = [...subnets.map((id) => vpcOfSubnet(context, id)), ...groups.map((id) => vpcOfGroup(context, id))];
  if (new Set(vpcIds).size > 1) throw invalidParameter('The subnets and security groups must belong to the same VPC.');
  return { subnets, securityGroups: groups, assignPublicIp };
}

function vpcOfSubnet(context: Context, id: string): string {
  try {
    const { VpcId } = subnetOf(context, id);
    if (isKnown(context, 'network-known', id)) return VpcId;
    throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { message, code } = error;
    throw invalidParameter(`Error retrieving subnet information for [${id}]: ${message} (ErrorCode: ${code})`);
  }
}

function vpcOfGroup(context: Context, id: string): string {
  const group = securityGroups(context).get(id);
  if (group && isKnown(context, 'network-known', id)) return group.VpcId;
  throw invalidParameter(
    `Error retrieving security group information for [${id}]: The security group '${id}' does not exist ` +
      '(ErrorCode: InvalidGroup.NotFound)',
  );
}

interface Request {
  readonly launchType?: LaunchType | undefined;
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined;
}

/**
 * Where tasks run: a launch type, a strategy, or else the cluster's own strategy; without any, EC2.
 * @throws AwsError `InvalidParameterException` for both, 501 for external and managed instances
 */
export function checkedCapacity(input: Request, { cluster }: ClusterRow): Capacity {
  const { launchType = 'EC2', capacityProviderStrategy = [] } = input;
  if (input.launchType && capacityProviderStrategy.length > 0)
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  const own = capacityProviderStrategy.length > 0;
  const strategy = own ? capacityProviderStrategy : cluster.defaultCapacityProviderStrategy;
  if (!input.launchType && strategy.length > 0)
    return { capacityProviderStrategy: checkStrategy(strategy, cluster.capacityProviders) };
  if (launchType !== 'FARGATE' && launchType !== 'EC2') throw notInSandbox(`launch type ${launchType}`);
  return { launchType };
}

/**
 * Percentages, and the circuit breaker, with AWS's defaults filled in.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 * @throws AwsError `InvalidParameterException`, 501 for what is not a rolling update
 */
export function checkedDeploymentConfiguration(input: DeploymentConfiguration = {}): DeploymentConfiguration {
  const { strategy = 'ROLLING', minimumHealthyPercent = 100, maximumPercent = 200, alarms } = input;
  if (strategy !== 'ROLLING') throw notInSandbox(`${strategy} deployments`);
  if (alarms?.enable) throw notInSandbox('CloudWatch alarms');
  if (minimumHealthyPercent < 0 || minimumHealthyPercent > 100)
    throw invalidParameter('minimumHealthyPercent must be between 0 and 100.');
  if (maximumPercent < 100) throw invalidParameter('maximumPercent must be at least 100.');
  // No task could be replaced. The error is believed.
  if (maximumPercent === 100 && minimumHealthyPercent === 100)
    throw invalidParameter('maximumPercent and minimumHealthyPercent cannot both be 100: it would block deployments.');
  const deploymentCircuitBreaker = input.deploymentCircuitBreaker ?? { enable: false, rollback: false };
  return { bakeTimeInMinutes: 0, ...input, strategy, deploymentCircuitBreaker, minimumHealthyPercent, maximumPercent };
}

/** @throws AwsError `PlatformUnknownException`, `InvalidParameterException` where there is no platform to choose */
export function checkedPlatform(version: string | undefined, capacity: Capacity): Pick<Revision, 'platformVersion'> {
  if (isFargate(capacity)) {
    if (!['LATEST', '1.4.0', '1.3.0', undefined].includes(version))
      throw new AwsError('PlatformUnknownException', 'The specified platform does not exist.');
    return { platformVersion: version ?? 'LATEST' };
  }
  if (version !== undefined)
    throw invalidParameter('The platform version must be null when specifying an EC2 launch type.');
  return {};
}
