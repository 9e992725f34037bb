import type { Arrow } from '../../graph/picture.js';
import type { LoadBalancer, Rule } from '../../path/facts.js';
import type { Inventory, NamedApi } from '../inventory/inventory.js';
import { subnetOf } from './boxes.js';
import { serviceOfTask } from './services.js';

/** Clients on the internet. */
export const internetId = 'internet';

/** How requests get to tasks, and how tasks get out. */
export const arrowsOf = (world: Inventory): Arrow[] => [
  ...world.apis.flatMap((api) => ofApi(world, api)),
  ...world.loadBalancers.flatMap((balancer) => ofBalancer(world, balancer)),
  ...ofCloudMap(world),
  ...ofTasks(world),
  ...world.natGateways.flatMap(({ id, subnet }) => outward(world, id, subnet)),
];

/** By its link along the routes of each integration, to a load balancer or to what Cloud Map finds. */
function ofApi({ loadBalancers }: Inventory, { ApiId, integrations, routes }: NamedApi): Arrow[] {
  const onward = integrations.flatMap(({ IntegrationId, ConnectionId: link, IntegrationUri: uri = '' }): Arrow[] => {
    if (link === undefined) return [];
    const label = routes.flatMap(({ Target, RouteKey }) =>
      Target === `integrations/${IntegrationId}` ? [RouteKey] : [],
    );
    const balancer = loadBalancers.find(({ listeners }) => listeners.some(({ ListenerArn }) => ListenerArn === uri));
    return [
      { from: ApiId, to: link, tone: 'api', label },
      { from: link, to: balancer?.LoadBalancerArn ?? uri, tone: 'api' },
    ];
  });
  return [{ from: internetId, to: ApiId, tone: 'api', label: ['HTTPS'] }, ...onward];
}

function ofBalancer({ services }: Inventory, balancer: LoadBalancer): Arrow[] {
  const { LoadBalancerArn: from, Scheme, listeners } = balancer;
  const inward = listeners.map(({ Port }): Arrow => ({
    ...{ from: internetId, to: from, tone: 'api', label: [`port ${Port}`] },
  }));
  const rules = listeners.flatMap((it) => it.rules);
  const onward = rules.flatMap((rule) =>
    rule.Actions.flatMap(({ TargetGroupArns }) => TargetGroupArns).flatMap((arn): Arrow[] => {
      const owners = services.filter(({ targetGroups }) => targetGroups.includes(arn)).map((it) => it.arn);
      const ends = owners.length > 0 ? owners : [arn];
      return ends.map((to) => ({ from, to, tone: 'balancer', label: [ruleText(rule)] }));
    }),
  );
  return [...(Scheme === 'internet-facing' ? inward : []), ...onward];
}

const ruleText = ({ Priority, Conditions }: Rule): string =>
  Priority === 'default'
    ? 'what no rule takes'
    : `${Conditions.map(({ Values }) => Values.join(' or ')).join(', ')} (rule ${Priority})`;

const ofCloudMap = ({ services }: Inventory): Arrow[] =>
  services.flatMap(({ arn: to, registries }) => registries.map((from): Arrow => ({ from, to, tone: 'platform' })));

const ofTasks = (world: Inventory): Arrow[] =>
  world.tasks.flatMap((task): Arrow[] => {
    const service = serviceOfTask(world, task);
    const own: Arrow[] = service ? [{ from: service.arn, to: task.arn, tone: 'platform' }] : [];
    return [...own, ...outward(world, task.arn, subnetOf(world, task))];
  });

/** Along the default route of a subnet. */
function outward({ subnets }: Inventory, from: string, subnet: string | undefined): Arrow[] {
  const to = subnets.find(({ id }) => id === subnet)?.wayOut;
  return to === undefined ? [] : [{ from, to, tone: 'network', line: 'dashed' }];
}
