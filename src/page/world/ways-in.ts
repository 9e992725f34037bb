import type { PictureNode } from '../../graph/picture.js';
import type { TargetGroup, VpcLink } from '../../path/facts.js';
import type { Inventory, NamedApi, NamedService, PlacedBalancer } from '../inventory/inventory.js';
import { stateOf, worst } from './states.js';

/** What takes requests, with how it is. */

/** An API is there at once. Without a deployment it answers 404 to all. */
export function apiNode({ ApiId: id, Name, stages }: NamedApi): PictureNode {
  const isDeployed = stages.some(({ DeploymentId }) => DeploymentId !== undefined);
  return {
    ...{ id, lines: ['HTTP API', Name, ...(isDeployed ? [] : ['nothing is deployed'])], tone: 'api' },
    ...{ state: isDeployed ? 'good' : 'changing', about: [id] },
  };
}

export const linkNode = ({ VpcLinkId: id, Name, VpcLinkStatus, SecurityGroupIds }: VpcLink): PictureNode => ({
  ...{ id, lines: ['VPC link', Name, VpcLinkStatus], tone: 'api', state: stateOf(VpcLinkStatus) },
  ...{ about: [id], groups: SecurityGroupIds },
});

export function cloudMapNode({ Arn: id, FullName, instances }: NamedService): PictureNode {
  const healthy = instances.filter(({ HealthStatus }) => HealthStatus !== 'UNHEALTHY').length;
  const lines = ['Cloud Map', FullName, `${healthy} of ${instances.length} instances healthy`] as const;
  const state = instances.length === 0 ? 'changing' : healthy < instances.length ? 'bad' : 'good';
  return { id, lines, tone: 'platform', state, about: [id] };
}

export function balancerNode({ targetGroups }: Inventory, it: PlacedBalancer): PictureNode {
  const { LoadBalancerArn: id, LoadBalancerName, Scheme, State, listeners } = it;
  const arns = listeners.flatMap(({ rules }) =>
    rules.flatMap(({ Actions }) => Actions.flatMap(({ TargetGroupArns }) => TargetGroupArns)),
  );
  const behind = targetGroups.filter(({ TargetGroupArn }) => arns.includes(TargetGroupArn));
  const ports = listeners.map(({ Port }) => `port ${Port}`).join(', ');
  return {
    ...{ id, tone: 'balancer', about: [id], groups: it.SecurityGroups },
    lines: [
      'Load balancer',
      LoadBalancerName,
      `${Scheme}${ports ? `, ${ports}` : ''}`,
      State,
      ...behind.map((group) => `${group.TargetGroupName}: ${healthText(group)}`),
    ],
    state: worst([stateOf(State), ...behind.map(groupState)]),
  };
}

export const groupNode = (group: TargetGroup): PictureNode => ({
  ...{ id: group.TargetGroupArn, lines: ['Target group', group.TargetGroupName, healthText(group)], tone: 'balancer' },
  ...{ state: groupState(group), about: [group.TargetGroupArn] },
});

const healthText = ({ targets }: TargetGroup): string =>
  targets.length === 0
    ? 'no targets'
    : `${targets.filter(({ State }) => State === 'healthy').length} of ${targets.length} targets healthy`;

const groupState = ({ targets }: TargetGroup) =>
  targets.length === 0 ? 'changing' : worst(targets.map(({ State }) => stateOf(State)));
