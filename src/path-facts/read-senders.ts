import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import type { Senders } from '../aws/services.js';
import { isFargateProvider } from '../fargate-provider.js';
import type { Sender } from '../path/end.js';
import type { NetworkFacts } from '../path/network-facts.js';
import { readHosts } from './read-hosts.js';

/** What the tasks of a service send by. */
export interface TaskSenders {
  /** For what its program sends. */
  readonly tasks: readonly Sender[];
  /**
   * For what is fetched before it runs, and for its logs: on instances, their agents do that by the instances' own interfaces.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
   */
  readonly agents: readonly Sender[];
}

/**
 * The interfaces of a service's tasks, as its settings will have them: one in each of its subnets, whether a task runs there or not.
 * @returns undefined where there is no such service
 */
export async function readTaskSenders(
  { ecs }: Senders,
  { cluster, service }: { readonly cluster: string; readonly service: string },
  facts: NetworkFacts,
): Promise<TaskSenders | undefined> {
  const { services: [found] = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  if (!found || found.status === 'INACTIVE') return undefined;
  const { subnets = [], securityGroups = [], assignPublicIp } = found.networkConfiguration?.awsvpcConfiguration ?? {};
  const tasks = subnets.flatMap((id) => {
    const subnet = facts.subnets.find(({ SubnetId }) => SubnetId === id);
    if (!subnet) return [];
    const { SubnetId, VpcId, CidrBlock } = subnet;
    const own = {
      ...{
        NetworkInterfaceId: '',
        InterfaceType: 'interface',
        Description: '',
        SubnetId,
        VpcId,
        Groups: securityGroups,
      },
      // Which address a task gets there is not known before it does.
      PrivateIpAddress: CidrBlock,
      ...(assignPublicIp === 'ENABLED' && { PublicIp: 'a public address of its own' }),
    };
    return [{ own, called: `a task of ${service} in ${SubnetId}` }];
  });
  return { tasks, agents: isOnInstances(found) ? await agentsOf({ ecs }, cluster, facts) : tasks };
}

const isOnInstances = ({ launchType, capacityProviderStrategy = [] }: Service): boolean =>
  capacityProviderStrategy.length === 0
    ? launchType === 'EC2'
    : capacityProviderStrategy.every(({ capacityProvider }) => !isFargateProvider(capacityProvider));

async function agentsOf(cloud: Pick<Senders, 'ecs'>, cluster: string, facts: NetworkFacts): Promise<Sender[]> {
  const hosts = await readHosts(cloud, cluster);
  return [...hosts.values()].flatMap((id) => sendersOfInstance(facts, id, `the agent on ${id}`));
}

/** The interface that an instance itself sends by. */
export const sendersOfInstance = ({ networkInterfaces }: NetworkFacts, id: string, called: string): Sender[] =>
  networkInterfaces
    .filter(({ InstanceId, DeviceIndex }) => InstanceId === id && DeviceIndex === 0)
    .map((own) => ({ own, called }));
