import { all } from '../all.js';
import { meaningOf } from '../aws-errors.js';
import type { Facts } from '../path/facts.js';
import type { Senders } from '../aws/services.js';
import { readDomainName } from './read-domain-name.js';
import { readNetwork } from './read-network.js';
import { noWaysOut, readWaysOut } from './read-ways-out.js';
import { readTasks } from './read-tasks.js';
import { readCloudMapService, readNamedService } from './read-cloud-map.js';
import { readApi, readLoadBalancer, readTargetGroup, readVpcLink } from './read-ways-in.js';

/** What to look at, and what it leads to is looked at with it. */
export interface Scope {
  /** Custom domain names of API Gateway. */
  readonly domainNames: readonly string[];
  readonly apis: readonly string[];
  /** By their ARNs. */
  readonly loadBalancers: readonly string[];
  readonly clusters: readonly string[];
  readonly vpcs: readonly string[];
  /** What only those meet who ask from inside: private names, and what packets leave the VPCs by. */
  readonly inside?: { readonly cloudMapServices: readonly string[] } | undefined;
}

/**
 * Looks at all that a request may meet, by Describe and Get calls alone. What is gone is left out, and the way ends there.
 * @returns all facts but the names in DNS, which are not looked for
 * @throws what AWS refuses for another reason
 */
export async function readFacts(cloud: Senders, scope: Scope): Promise<Facts> {
  const [domainNames, apis, loadBalancers, tasks] = await all([
    there(scope.domainNames, (name) => readDomainName(cloud, name)),
    there(scope.apis, (id) => readApi(cloud, id)),
    there(scope.loadBalancers, (arn) => readLoadBalancer(cloud, arn)),
    there(scope.clusters, (cluster) => readTasks(cloud, cluster)),
  ]);
  const integrations = apis.flatMap((it) => it.integrations);
  const uris = unique(integrations.map(({ IntegrationUri }) => IntegrationUri));
  const groups = loadBalancers
    .flatMap(({ listeners }) => listeners.flatMap(({ rules }) => rules))
    .flatMap(({ Actions }) => Actions.flatMap(({ TargetGroupArns }) => TargetGroupArns));
  const [vpcLinks, cloudMapServices, targetGroups, network, waysOut] = await all([
    there(unique(integrations.map(({ ConnectionId }) => ConnectionId)), (id) => readVpcLink(cloud, id)),
    there(
      unique([...uris.filter((it) => it.includes(':servicediscovery:')), ...(scope.inside?.cloudMapServices ?? [])]),
      (arn) => (scope.inside ? readNamedService(cloud, arn) : readCloudMapService(cloud, arn)),
    ),
    there(unique(groups), (arn) => readTargetGroup(cloud, arn)),
    readNetwork(cloud, scope.vpcs),
    scope.inside ? readWaysOut(cloud, scope.vpcs) : noWaysOut,
  ]);
  return {
    ...{ names: [], domainNames, apis, vpcLinks, cloudMapServices, loadBalancers, targetGroups },
    ...network,
    ...waysOut,
    tasks: tasks.flat(),
  };
}

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
