import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { targetGroupFor } from '../../elbv2/targets/targets.js';
import { invalidParameter, notInSandbox } from '../input.js';
import type { TaskDefinitionRow } from '../tables.js';

/**
 * The target groups that the tasks of a service shall be in: five at most, each of them used by a load balancer
 * already, and each for a port that a container of the task definition has.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
 * @throws AwsError `InvalidParameterException`, 501 for what is not a target group
 */
export function checkedLoadBalancers(
  context: Context,
  loadBalancers: readonly LoadBalancer[] = [],
  definition: TaskDefinitionRow,
): LoadBalancer[] {
  if (loadBalancers.length > 5) throw invalidParameter('loadBalancers can have at most 5 items.');
  for (const loadBalancer of loadBalancers) {
    if (loadBalancer.loadBalancerName) throw notInSandbox('classic load balancers');
    if (loadBalancer.advancedConfiguration) throw notInSandbox('blue/green deployments');
    checkTargetGroup(context, loadBalancer.targetGroupArn, definition);
  }
  checkContainers(loadBalancers, definition);
  return loadBalancers.map(({ targetGroupArn, containerName, containerPort }) => ({
    targetGroupArn,
    containerName,
    containerPort,
  }));
}

/** @throws AwsError `InvalidParameterException` for a grace period that nothing would use */
export function checkGracePeriod(seconds: number | undefined, loadBalancers: readonly LoadBalancer[]): void {
  if (seconds === undefined) return;
  if (loadBalancers.length === 0)
    throw invalidParameter('Health check grace period is only valid for services configured to use load balancers');
  if (seconds < 0 || seconds > 2_147_483_647)
    throw invalidParameter('Health check grace period must be between 0 and 2147483647 seconds.');
}

function checkTargetGroup(context: Context, arn: string | undefined, { definition }: TaskDefinitionRow): void {
  if (!arn) throw invalidParameter('targetGroupArn can not be blank.');
  const group = targetGroupFor(context, arn);
  if (!group) throw invalidParameter(`The target group with targetGroupArn ${arn} could not be found.`);
  if (group.targetType !== 'ip' && definition.networkMode === 'awsvpc')
    throw invalidParameter(
      `The provided target group ${arn} has target type ${group.targetType}, which is incompatible with the awsvpc ` +
        'network mode specified in the task definition.',
    );
  if (!group.isAttached && !context.world.isBeingRestored)
    throw invalidParameter(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
}

/** @throws AwsError `InvalidParameterException` where no container has the port that traffic shall go to */
export function checkContainers(loadBalancers: readonly LoadBalancer[], { definition }: TaskDefinitionRow): void {
  for (const { containerName = '', containerPort } of loadBalancers) {
    const container = definition.containerDefinitions.find(({ name }) => name === containerName);
    if (!container) throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    const mappings = container.portMappings?.filter((mapping) => mapping.containerPort === containerPort) ?? [];
    // With TCP and UDP at one port. Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/89
    if (mappings.length > 1)
      throw invalidParameter(
        `Container port ${containerPort} is used in more than one port mapping for container ${containerName}.`,
      );
    if (mappings.length === 0)
      throw invalidParameter(
        `The container ${containerName} did not have a container port ${containerPort ?? ''} defined.`,
      );
  }
}
