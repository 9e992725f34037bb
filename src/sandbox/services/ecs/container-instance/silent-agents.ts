import { signal, type Context } from '../../../service.js';
import { reachesService } from '../../ec2/routing/reachability.js';
import { containerInstances, type ContainerInstanceRow } from '../instance-tables.js';
import { primaryInterfaceOf } from './task-host.js';

/** An agent that was connected has lost its way to ECS. */
export const agentSilent = signal<ContainerInstanceRow>('ecs/agent-silent');

/**
 * ECS hears no more of agents that have lost their way, and places nothing on their instances until they come back.
 * On AWS it notices a minute or two later. That nothing fails in between is believed: an agent without a way to ECS is
 * told of no task.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html (`agentConnected`),
 * https://github.com/aws/amazon-ecs-agent/issues/985 (a minute without a word ends its connection)
 */
export function loseSilentAgents(context: Context, clusterArn: string): void {
  const connected = containerInstances(context).all(
    (row) => row.clusterArn === clusterArn && row.instance.agentConnected,
  );
  for (const row of connected.filter(({ instance }) => !reachesEcs(context, instance.ec2InstanceId))) {
    row.instance.agentConnected = false;
    context.emit(agentSilent, row);
  }
}

/** What the agent talks to. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html */
const servicesNeeded = ['ecs', 'ecs-agent', 'ecs-telemetry'];

/** Whether an instance gets to all that its agent talks to. */
export function reachesEcs(context: Context, instanceId: string): boolean {
  const own = primaryInterfaceOf(context, instanceId);
  return own !== undefined && servicesNeeded.every((service) => reachesService(context, own, service));
}
