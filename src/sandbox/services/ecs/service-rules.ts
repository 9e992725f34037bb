import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  LaunchType,
  LoadBalancer,
  NetworkConfiguration,
} from '@aws-sdk/client-ecs';
import { AwsError, type Context } from '../../service.js';
import { subnetOf } from '../ec2/network.js';
import { securityGroups } from '../ec2/tables.js';
import { checkStrategy } from './capacity-providers.js';
import { clientException, invalidParameter, notInSandbox, present } from './input.js';
import { definitionNamed } from './names.js';
import type { ClusterRow, Revision, TaskDefinitionRow } from './tables.js';

/** What a service and RunTask may ask for; all of it throws before anything is changed. */

/** @throws AwsError `ClientException` for a task definition that is not there or not ACTIVE any more */
export function activeDefinition(context: Context, name: string | undefined): TaskDefinitionRow {
  const row = definitionNamed(context, present(name, 'TaskDefinition'));
  if (!row) throw clientException('TaskDefinition not found.');
  if (row.definition.status !== 'ACTIVE') throw clientException('TaskDefinition is inactive');
  return row;
}

/** @throws AwsError `InvalidParameterException` where the task definition is not for Fargate */
export function checkFargate({ definition }: TaskDefinitionRow): void {
  if (!definition.compatibilities?.includes('FARGATE'))
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
}

/**
 * Subnets and security groups that exist, in one VPC.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 * @throws AwsError `InvalidParameterException`
 */
export function checkedNetwork(context: Context, configuration: NetworkConfiguration | undefined): AwsVpcConfiguration {
  const network = configuration?.awsvpcConfiguration;
  if (!network)
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  const { subnets = [], securityGroups: groups = [], assignPublicIp = 'DISABLED' } = network;
  if (subnets.length === 0) throw invalidParameter('subnets can not be empty.');
  if (subnets.length > 16) throw invalidParameter('subnets can have at most 16 items.');
  if (groups.length > 5) throw invalidParameter('securityGroups can have at most 5 items.');
  const vpcIds = [...subnets.map((id) => vpcOfSubnet(context, id)), ...groups.map((id) => vpcOfGroup(context, id))];
  if (new Set(vpcIds).size > 1) throw invalidParameter('The subnets and security groups must belong to the same VPC.');
  return { subnets, securityGroups: groups, assignPublicIp };
}

function vpcOfSubnet(context: Context, id: string): string {
  try {
    return subnetOf(context, id).VpcId;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { message, code } = error;
    throw invalidParameter(`Error retrieving subnet information for [${id}]: ${message} (ErrorCode: ${code})`);
  }
}

function vpcOfGroup(context: Context, id: string): string {
  const group = securityGroups(context).get(id);
  if (group) return group.VpcId;
  throw invalidParameter(
    `Error retrieving security group information for [${id}]: The security group '${id}' does not exist ` +
      '(ErrorCode: InvalidGroup.NotFound)',
  );
}

interface Capacity {
  readonly launchType?: LaunchType | undefined;
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined;
}

/**
 * Where tasks run: a launch type, a strategy, or else the cluster's own strategy.
 * @throws AwsError `InvalidParameterException` for both, 501 for EC2 and external instances
 */
export function checkedCapacity(
  input: Capacity,
  { cluster }: ClusterRow,
): Pick<Revision, 'launchType' | 'capacityProviderStrategy'> {
  const { launchType, capacityProviderStrategy = [] } = input;
  if (launchType && capacityProviderStrategy.length > 0)
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  const own = capacityProviderStrategy.length > 0;
  const strategy = own ? capacityProviderStrategy : cluster.defaultCapacityProviderStrategy;
  if (!launchType && strategy.length > 0)
    return { capacityProviderStrategy: checkStrategy(strategy, cluster.capacityProviders) };
  if (launchType !== 'FARGATE')
    throw notInSandbox(`container instances: launch type ${launchType ?? 'EC2, the default'}`);
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
  const deploymentCircuitBreaker = input.deploymentCircuitBreaker ?? { enable: false, rollback: false };
  return { bakeTimeInMinutes: 0, ...input, strategy, deploymentCircuitBreaker, minimumHealthyPercent, maximumPercent };
}

/** @throws AwsError `PlatformUnknownException` */
export function checkedPlatform(version = 'LATEST'): string {
  if (!['LATEST', '1.4.0', '1.3.0'].includes(version))
    throw new AwsError('PlatformUnknownException', 'The specified platform does not exist.');
  return version;
}

/** @throws AwsError `InvalidParameterException`: without Elastic Load Balancing there is no target group to name */
export function checkLoadBalancers(loadBalancers: readonly LoadBalancer[] = []): LoadBalancer[] {
  const [first] = loadBalancers;
  if (first)
    throw invalidParameter(
      `The target group with targetGroupArn ${first.targetGroupArn ?? ''} does not have an associated load balancer.`,
    );
  return [];
}

