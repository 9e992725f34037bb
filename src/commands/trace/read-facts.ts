import type { StepRecord } from '../../../state/schema.js';
import { all } from '../../all.js';
import { meaningOf } from '../../aws-errors.js';
import type { Facts } from '../../path/facts.js';
import type { Cloud } from '../../step.js';
import { readDomainName, readNames } from './read-names.js';
import { readNetwork } from './read-network.js';
import { readTasks } from './read-tasks.js';
import { readApi, readCloudMapService, readLoadBalancer, readTargetGroup, readVpcLink } from './read-ways-in.js';

/**
 * Looks at all that a request to a stack may meet: from what is recorded, by Describe and Get calls alone. What is gone is left out,
 * and the way ends there.
 * @throws what AWS refuses for another reason
 */
export async function readFacts(cloud: Cloud, records: ReadonlyMap<string, StepRecord>): Promise<Facts> {
  const ids = idsIn(records);
  const [domainNames, apis, loadBalancers, tasks] = await all([
    there(ids('domain-name', 'domainName'), (name) => readDomainName(cloud, name)),
    there(ids('api', 'apiId'), (id) => readApi(cloud, id)),
    there(ids('load-balancer', 'loadBalancerArn'), (arn) => readLoadBalancer(cloud, arn)),
    there([...ids('cluster', 'clusterArn'), ...ids('existing-cluster', 'clusterArn')], (cluster) =>
      readTasks(cloud, cluster),
    ),
  ]);
  const integrations = apis.flatMap((it) => it.integrations);
  const uris = unique(integrations.map(({ IntegrationUri }) => IntegrationUri));
  const groups = loadBalancers
    .flatMap(({ listeners }) => listeners.flatMap(({ rules }) => rules))
    .flatMap(({ Actions }) => Actions.flatMap(({ TargetGroupArns }) => TargetGroupArns));
  const [vpcLinks, cloudMapServices, targetGroups] = await all([
    there(unique(integrations.map(({ ConnectionId }) => ConnectionId)), (id) => readVpcLink(cloud, id)),
    there(
      uris.filter((it) => it.includes(':servicediscovery:')),
      (arn) => readCloudMapService(cloud, arn),
    ),
    there(unique(groups), (arn) => readTargetGroup(cloud, arn)),
  ]);
  const [network, names] = await all([
    readNetwork(cloud, [...ids('vpc', 'vpcId'), ...ids('existing-vpc', 'vpcId')]),
    readNames(cloud, records, { domainNames, loadBalancers }),
  ]);
  return {
    names,
    domainNames,
    apis,
    vpcLinks,
    cloudMapServices,
    loadBalancers,
    targetGroups,
    ...network,
    tasks: tasks.flat(),
  };
}

/** What the resources of a noun give to others, by the name of the member. */
const idsIn =
  (records: ReadonlyMap<string, StepRecord>) =>
  (type: string, member: string): string[] =>
    [...records.values()].flatMap((it) => {
      const value: unknown = it.type === type ? Object(it.out)[member] : undefined;
      return typeof value === 'string' ? [value] : [];
    });

const unique = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

/** All of them that AWS still has. */
async function there<T>(ids: readonly string[], read: (id: string) => Promise<T>): Promise<T[]> {
  const found = await all(
    ids.map(async (id) => {
      try {
        return [await read(id)];
      } catch (error) {
        if (meaningOf(error, 'read') === 'gone') return [];
        throw error;
      }
    }),
  );
  return found.flat();
}
