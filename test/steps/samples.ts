import type { Given, Need, NeedMap, Step } from '../../src/step.js';

/** What a step of each noun gives when it is ready. */
const outs: { readonly [type: string]: unknown } = {
  'availability-zones': { zoneIds: ['use1-az1', 'use1-az2', 'use1-az4'] },
  vpc: { vpcId: 'vpc-1' },
  subnet: { subnetId: 'subnet-1' },
  'internet-gateway': { internetGatewayId: 'igw-1' },
  'internet-gateway-attachment': { internetGatewayId: 'igw-1' },
  'route-table': { routeTableId: 'rtb-1' },
  route: { routeTableId: 'rtb-1' },
  'route-table-association': { associationId: 'rtbassoc-1' },
  'security-group': { groupId: 'sg-1' },
  'security-group-rule': { ruleId: 'sgr-1' },
  namespace: { namespaceId: 'ns-1' },
  'cloud-map-service': { serviceId: 'srv-1', serviceArn: 'arn:srv' },
  cluster: { clusterArn: 'arn:cluster', clusterName: 'demo' },
  role: { roleName: 'demo-execution', roleArn: 'arn:role' },
  'role-policy-attachment': { policyArn: 'arn:policy' },
  'log-group': { logGroupName: '/logs', logGroupArn: 'arn:logs' },
  'task-definition': { taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1' },
  'ecs-service': { serviceArn: 'arn:service', serviceName: 'web' },
  'vpc-link': { vpcLinkId: 'link-1' },
  api: { apiId: 'api-1', apiUrl: 'https://api-1.example' },
  'api-integration': { integrationId: 'int-1' },
  'api-route': { routeId: 'route-1' },
  'api-stage': { stageName: '$default' },
};

const isList = (need: Need): need is readonly Need[] => Array.isArray(need);

function steps(need: Need): Step[] {
  if (!need) return [];
  if (isList(need)) return need.flatMap(steps);
  return ['onlyId' in need ? need.onlyId : need];
}
/** The steps that a step needs, at once and by way of others. */
export const needsOf = ({ needs }: Step): Step[] => Object.values(needs).flatMap(steps);
export const allNeedsOf = (step: Step): Step[] => needsOf(step).flatMap((need) => [need, ...allNeedsOf(need)]);

const given = (need: Need, outOf: (step: Step) => unknown): unknown => {
  if (!need) return undefined;
  if (isList(need)) return need.map((one) => given(one, outOf));
  return outOf('onlyId' in need ? need.onlyId : need);
};
/** What a step wants, given what the steps it needs gave: a sample for each noun unless told. */
export function wantOf(step: Step, outOf: (need: Step) => unknown = ({ resource }) => outs[resource.type]): unknown {
  const from = Object.fromEntries(Object.entries(step.needs).map(([alias, need]) => [alias, given(need, outOf)]));
  return step.want(from as Given<NeedMap>);
}
