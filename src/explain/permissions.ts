import type { PermissionContext } from '../permissions/required-permission.js';
import { requiredPermissions } from '../permissions/index.js';

/**
 * The IAM actions that an operation asks for where it is used to its full extent here: with tags, with a role to pass,
 * with the first of its kind in the account. What one request asks for may be less.
 * @param operation `ec2:CreateNatGateway`
 * @returns the operation's own action first
 */
export function actionsOf(operation: string): string[] {
  const [service = '', name = ''] = operation.split(':');
  const tags = tagMaps.includes(service) ? { [tag.Key]: tag.Value } : [tag];
  const demands = requiredPermissions(service, name, { ...named, Tags: tags, tags }, context) ?? [];
  return [...new Set(demands.map(({ action }) => action))];
}

const tag = { ResourceId: 'demo', Key: 'provision:stack', Value: 'demo', key: 'provision:stack', value: 'demo' };
const specifications = [{ ResourceType: 'instance' as const, Tags: [tag] }];
const profile = { Name: 'demo' };

/** Members that rules look at, and of which it only matters that they are there. */
const members = [
  ...[
    'ResourceArn',
    'SecretId',
    'resourceArn',
    'VpcId',
    'SubnetId',
    'RouteTableId',
    'InternetGatewayId',
    'InstanceId',
    'GroupId',
    'AllocationId',
  ],
  ...[
    'NatGatewayId',
    'KeyPairId',
    'VpcEndpointId',
    'AssociationId',
    'LaunchTemplateId',
    'ImageId',
    'VPCZoneIdentifier',
  ],
  ...['AutoScalingGroupName', 'capacityProvider', 'name', 'Name', 'cluster', 'clusterName', 'service', 'serviceName'],
  ...['family', 'executionRoleArn', 'taskRoleArn', 'RoleName', 'PolicyArn', 'InstanceProfileName', 'LoadBalancerArn'],
  'CertificateArn',
  ...['TargetGroupArn', 'ListenerArn', 'RuleArn', 'logGroupName', 'repositoryName', 'Id', 'NamespaceId', 'ServiceId'],
];
const lists = [
  ...[
    'Resources',
    'ResourceArns',
    'SubnetIds',
    'SecurityGroupIds',
    'VpcEndpointIds',
    'InstanceIds',
    'clusters',
    'services',
  ],
  ...['capacityProviders', 'taskDefinitions', 'tasks', 'repositoryNames'],
];
const named: object = {
  ...Object.fromEntries(members.map((member) => [member, 'demo'])),
  ...Object.fromEntries(lists.map((member) => [member, ['demo']])),
  PrivateDnsEnabled: true,
  LaunchTemplate: { LaunchTemplateId: 'demo' },
  IamInstanceProfile: profile,
  TagSpecifications: specifications,
  autoScalingGroupProvider: { autoScalingGroupArn: 'demo' },
  RulePriorities: [{ RuleArn: 'demo' }],
  AccessLogSettings: {},
};
/** Services that write tags as an object, and not as a list. */
const tagMaps: readonly string[] = ['apigatewayv2', 'applicationautoscaling', 'logs'];

/** Nothing is there yet, but what something else is made of. */
const context: PermissionContext = {
  account: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  tagsOf: () => ({}),
  rolesOf: () => ['arn:aws:iam::111122223333:role/demo'],
  hasRole: () => false,
  roleArnOf: () => undefined,
  roleIn: () => 'demo',
  templateAt: () => ({ ImageId: 'demo', IamInstanceProfile: profile, TagSpecifications: specifications }),
  associated: () => ({ routeTableId: 'demo', subnetId: 'demo' }),
  scalableTarget: () => undefined,
  keyName: () => 'demo',
};
